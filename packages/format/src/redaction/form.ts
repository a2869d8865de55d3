import { REDACTED } from './names.ts';
import type { RedactionRules } from './rules.ts';

/**
 * A query string or the body of a form (`application/x-www-form-urlencoded`) without the values under secret names, and
 * without secrets in other values. Names may be paths: `user[card][cvc]`, `user.password`.
 */
export function redactForm(text: string, { isSecret, plain, nested }: RedactionRules): string {
  return text
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = decode(equals < 0 ? pair : pair.slice(0, equals));
      const shownName = encode(equals < 0 ? pair : pair.slice(0, equals), name, plain(name));
      if (equals < 0) return shownName;
      const given = pair.slice(equals + 1);
      const value = decode(given);
      return `${shownName}=${isSecret(name) ? REDACTED : encode(given, value, nested(value))}`;
    })
    .join('&');
}

function decode(encoded: string): string {
  const spaced = encoded.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // Cut off within a character, or not UTF-8: what is ASCII in it can be read all the same.
    return spaced.replace(/%([0-7][\da-f])/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
}

function encode(given: string, value: string, redacted: string): string {
  return value === redacted
    ? given
    : encodeURIComponent(redacted).replaceAll(encodeURIComponent(REDACTED), REDACTED);
}
