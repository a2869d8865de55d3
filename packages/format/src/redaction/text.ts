import { isSensitiveName, REDACTED } from './names.ts';

/**
 * Rules for free text that may hold what must not be stored: console lines, exception messages, element names, page
 * titles. They are a net under masking, not a replacement for it, and lean towards hiding too much.
 */

/**
 * `text` without payment card numbers (13 to 19 digits of a known card scheme that pass the Luhn check; their digits
 * become `*`), JSON Web Tokens, `Bearer` and `Basic` credentials, and values under a sensitive name
 * (`"password":"…"`, `token=…`).
 */
export function redactText(text: string): string {
  if (text.length < SHORTEST_SECRET || !HINT.test(text)) return text;
  return redactNamedValues(redactTokens(redactCardNumbers(text)));
}

/** Below this nothing that the rules look for fits: `cvc=123`. */
const SHORTEST_SECRET = 7;
/** Every rule needs one of these; most text of a page has none, and there is a lot of it. */
const HINT = /[\d:=]|eyJ/;

/**
 * UUIDs, trace ids and hashes, of which a part may look like a card number (none that is meant is longer than SHA-256); else, as its
 * group, a run of digits.
 */
const ID_OR_DIGITS =
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32,64}|(?<![\d.])(\d(?:[ \u00a0-]?\d){12,})/gi;
const CARD_DIGITS = { fewest: 13, most: 19 };
/** The first digits of the card schemes of ISO/IEC 7812; a Unix time in milliseconds (1…) is none of them. */
const CARD_SCHEME = /^(?:[3456]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))/;

export function redactCardNumbers(text: string): string {
  return text.replace(ID_OR_DIGITS, (match, run?: string) => {
    if (!run) return match;
    const groups = run.split(/([ \u00a0-])/);
    for (let first = 0; first < groups.length; first += 2) {
      const last = lastGroupOfCard(groups, first);
      if (last === undefined) continue;
      for (let group = first; group <= last; group += 2)
        groups[group] = '*'.repeat(groups[group]?.length ?? 0);
      first = last;
    }
    return groups.join('');
  });
}

/** Groups of digits stand at even places. The longest card number that begins with group `first`, if there is one. */
function lastGroupOfCard(groups: string[], first: number): number | undefined {
  let digits = '';
  let found: number | undefined;
  for (let last = first; last < groups.length && digits.length < CARD_DIGITS.most; last += 2) {
    digits += groups[last] ?? '';
    if (digits.length < CARD_DIGITS.fewest || digits.length > CARD_DIGITS.most) continue;
    if (CARD_SCHEME.test(digits) && passesLuhn(digits)) found = last;
  }
  return found;
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** RFC 7519: a header (bounded, so that hostile text costs little) that begins as `{"` does in base64url, a payload, a signature. */
const JSON_WEB_TOKEN = /\beyJ[\w-]{4,2000}\.[\w-]{4,}\.[\w-]*/g;
/** RFC 6750 and RFC 7617. A digit is asked for, so that prose (`basic information`) stays. */
const CREDENTIALS = /\b(Bearer|Basic)\s+(?=[\w.~+/-]*\d)[\w.~+/-]{6,}=*/gi;

export function redactTokens(text: string): string {
  return text.replace(JSON_WEB_TOKEN, REDACTED).replace(CREDENTIALS, `$1 ${REDACTED}`);
}

/** A name, quoted or not (a JSON text within a JSON text escapes its quotes), then `:` or `=`. */
const NAME = /(?<![\w-])([A-Za-z][\w-]{1,60})\\*["']?\s{0,4}[:=]\s{0,4}/g;
/** The value after it: escaped JSON, a quoted string (to the end, where the text was cut), or bare. */
const VALUE = /\\+"[^"\\]*\\+"|"(?:[^"\\]|\\.)*(?:"|\\?$)|'(?:[^'\\]|\\.)*(?:'|\\?$)|[^\s"'\\,;&{}()[\]]+/y;

/** `text` without the values after names of which `isSecret` holds. */
export function redactNamedValues(text: string, isSecret = isSensitiveName): string {
  let redacted = '';
  let copied = 0;
  // A name that is not sensitive is passed over alone: its value may hold the next name (`url: /?token=…`).
  for (const match of text.matchAll(NAME)) {
    if (!isSecret(match[1] ?? '') || match.index < copied) continue;
    VALUE.lastIndex = match.index + match[0].length;
    const value = VALUE.exec(text)?.[0];
    if (value === undefined) continue;
    const [quote = ''] = /^\\*["']/.exec(value) ?? [];
    // "password: must be longer" is prose; "password: hunter2" is not.
    if (quote === '' && !match[0].includes('=') && !/\d/.test(value)) continue;
    const start = match.index + match[0].length;
    redacted += `${text.slice(copied, start)}${quote}${REDACTED}${quote}`;
    copied = start + value.length;
  }
  return redacted + text.slice(copied);
}
