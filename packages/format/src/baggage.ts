import { LIMITS } from './limits.ts';

/**
 * W3C Baggage, https://www.w3.org/TR/baggage/. Members are kept as they came, properties included, so that another
 * party's entries pass through us byte for byte.
 */

/** The value of member `key`, percent-decoded, or `undefined` if it is absent or the header is over its bounds. */
export function readBaggage(header: string | undefined, key: string): string | undefined {
  for (const member of members(header)) {
    const [name, value] = nameAndValue(member);
    if (name !== key || value === undefined) continue;
    try {
      return decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** The header with member `key` set to `value`: replaced where it stood, else added at the end. */
export function writeBaggage(header: string | undefined, key: string, value: string): string {
  const member = `${key}=${encodeURIComponent(value)}`;
  const others = members(header).filter((existing) => nameAndValue(existing)[0] !== key);
  const kept = others.slice(0, LIMITS.baggageMembers - 1);
  let merged = [...kept, member].join(',');
  while (merged.length > LIMITS.baggageBytes && kept.length > 0) {
    kept.pop();
    merged = [...kept, member].join(',');
  }
  return merged;
}

function members(header: string | undefined): string[] {
  if (!header || header.length > LIMITS.baggageBytes) return [];
  return header
    .split(',', LIMITS.baggageMembers)
    .map((member) => member.trim())
    .filter((member) => member !== '');
}

function nameAndValue(member: string): [string, string | undefined] {
  const [pair = ''] = member.split(';', 1);
  const equals = pair.indexOf('=');
  if (equals < 0) return [pair.trim(), undefined];
  return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}
