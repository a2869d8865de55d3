/**
 * The name by which a script and its source map find each other: of an address with a host the address without query and hash,
 * of anything else its path. `undefined` for what is no script that anybody builds, such as `node:fs` or `blob:…`.
 */
export function scriptName(url: string): string | undefined {
  const [address = ''] = url.trim().replaceAll('\\', '/').split(/[?#]/, 1);
  if (/^https?:\/\//i.test(address)) return URL.canParse(address) ? new URL(address).href : undefined;
  const path = address
    .replace(/^file:\/\//i, '')
    .replace(/^~(?=\/)/, '')
    .replace(/^(?=[a-z]:\/)/i, '/');
  if (/^\/?[a-z][a-z0-9+.-]*:/i.test(path) && !/^\/[a-z]:\//i.test(path)) return undefined;
  if (path === '' || path.endsWith('/')) return undefined;
  return path.startsWith('/') ? path : `/${path}`;
}

/** Names under which the source map of a script that ran may stand, the most exact first. */
export function scriptNames(url: string): string[] {
  const name = scriptName(url);
  if (name === undefined) return [];
  return name.startsWith('/') ? [name] : [name, new URL(name).pathname];
}
