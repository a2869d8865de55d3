/** An address as the first column shows it: the last part of its path with the query, and what stands before that. */
export function nameOf(url: string): { name: string; host: string } {
  const [, host = '', rest = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(.*)$/i.exec(url) ?? ['', '', url];
  return { name: rest.replace(/#.*$/, '') || '/', host };
}
