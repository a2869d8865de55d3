/** Parts of addresses, by patterns: the classes that take URLs apart belong to browsers and Node.js. */

/** Scheme, host and port of an absolute URL, in lower case; empty for what is none. */
export function originOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase() ?? '';
}

/** Names and values of a query, or of a form that is written like one. */
export function fieldsOf(query: string): { name: string; value: string }[] {
  return query
    .split('&')
    .filter(Boolean)
    .map((field) => {
      const equals = field.indexOf('=');
      return equals < 0
        ? { name: decode(field), value: '' }
        : { name: decode(field.slice(0, equals)), value: decode(field.slice(equals + 1)) };
    });
}

/** What stands between the question mark and the hash. */
export function queryOf(url: string): string {
  return /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? '';
}

/** Text that is not well encoded is left as it is. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return encoded;
  }
}
