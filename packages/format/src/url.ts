/**
 * Query and hash of a URL may hold tokens, e-mail addresses and search words; they are dropped before anything is
 * recorded, except for parameters named in `allowedParameters`. User name and password go too. What cannot be parsed
 * is cut at its first `?` or `#`.
 */
export function redactUrl(url: string, allowedParameters: readonly string[] = []): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return url.split(/[?#]/, 1)[0] ?? '';
  }
  // The body of a data: or blob: URL is content, not an address.
  if (parsed.protocol === 'data:' || parsed.protocol === 'javascript:') return `${parsed.protocol}`;
  // Each change makes the browser parse anew, and most addresses hold nothing to drop.
  if (/[?#@]/.test(url)) {
    parsed.username = '';
    parsed.password = '';
    parsed.hash = '';
    for (const name of [...parsed.searchParams.keys()])
      if (!allowedParameters.includes(name)) parsed.searchParams.delete(name);
  }
  return parsed.href;
}
