/** A stretch of a note's text. */
export type NotePart =
  | { kind: 'text'; text: string }
  /** An address of the web: nothing else becomes a link. */
  | { kind: 'link'; text: string }
  /** A person, `name` as `mentionName` writes it. */
  | { kind: 'mention'; text: string; name: string };

/** A mention does not begin within a word, so that no e-mail address has one; nor does a link. */
const LINK_OR_MENTION = /(?<![\p{L}\p{N}._-])(?:https?:\/\/[^\s<>"]+|@[\p{L}\p{N}][\p{L}\p{N}._-]*)/giu;

/** An address has a host, which begins with a letter or digit, or with the bracket of IPv6. */
const HOST = /^https?:\/\/[\p{L}\p{N}[]/iu;

/** What ends a sentence or a bracket is no part of the address or name before it. */
const TRAILING = /[.,;:!?'"…\])}-]+$/u;

/** A note's text in the parts that it is shown in; together they are the text. */
export function noteParts(text: string): NotePart[] {
  const parts: NotePart[] = [];
  let shown = 0;
  for (const { 0: found, index } of text.matchAll(LINK_OR_MENTION)) {
    const own = found.replace(TRAILING, '');
    const part = own.startsWith('@') ? mention(own) : link(own);
    if (!part) continue;
    if (index > shown) parts.push({ kind: 'text', text: text.slice(shown, index) });
    parts.push(part);
    shown = index + own.length;
  }
  if (shown < text.length) parts.push({ kind: 'text', text: text.slice(shown) });
  return parts;
}

/** Who is named in the text, each once, in the order in which they are. */
export function mentionsIn(text: string): string[] {
  return [...new Set(noteParts(text).flatMap((part) => (part.kind === 'mention' ? [part.name] : [])))];
}

/**
 * A person's name as one writes it behind `@`: small letters, a dot for whatever else stands between words. `Ada Lovelace` is
 * `ada.lovelace`; empty if nothing of the name can be written so.
 */
export function mentionName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_-]+/gu, '.')
    .replace(/^[._-]+|[._-]+$/gu, '');
}

function mention(text: string): NotePart | undefined {
  const name = mentionName(text.slice(1));
  return name === '' ? undefined : { kind: 'mention', text, name };
}

function link(text: string): NotePart | undefined {
  return HOST.test(text) ? { kind: 'link', text } : undefined;
}
