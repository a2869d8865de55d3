/** Bounds of recorded payloads, each with its reason. */
export const PAYLOAD_LIMITS = {
  /** What is kept of a body, bytes of UTF-8: nine in ten API answers are shorter, and a server keeps no longer attribute. */
  bodyBytes: 64 * 1024,
  /** What is kept of a header, characters; a longer one is content. */
  headerCharacters: 1_024,
  /** Headers kept of one message. Servers accept about a hundred. */
  headers: 64,
  /** How deep texts within texts (JSON in a string of JSON) are looked into; below that they are taken as plain text. */
  nesting: 3,
} as const;

/** The longest beginning of `text` that fits into so many bytes of UTF-8; never half a character. */
export function cutToBytes(text: string, bytes: number): string {
  // A UTF-16 unit is three bytes at most.
  if (text.length * 3 <= bytes) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}

const ENDS_WORD = /[\s"',;&<>{}()[\]]/;
const CONTINUES_DIGITS = /[\d \u00a0-]/;

/**
 * `text`, which was cut off, without its last word: half a token or card number is not known for what it is. Groups of
 * digits before it go too.
 */
export function dropLastWord(text: string): string {
  let end = text.length;
  while (end > 0 && !ENDS_WORD.test(text[end - 1] ?? '')) end -= 1;
  while (end > 0 && CONTINUES_DIGITS.test(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}
