/** A mention that is being typed: where its `@` stands, and what is behind it so far. */
export interface TypedMention {
  start: number;
  name: string;
}

const TYPED = /(?<![\p{L}\p{N}._-])@([\p{L}\p{N}._-]*)$/u;

/** The mention before the caret of a text, if there is one. */
export function typedMention(text: string, caret: number): TypedMention | null {
  const found = TYPED.exec(text.slice(0, caret));
  return found ? { start: found.index, name: (found[1] ?? '').toLowerCase() } : null;
}

/** How many are proposed: more are read by nobody while typing. */
const PROPOSED_MOST = 6;

/** Those of `people` that go on as it is typed, and not only as far: first those that begin so, then those with a word that does. */
export function proposedPeople(people: readonly string[], { name }: TypedMention): string[] {
  const begins = people.filter((person) => person.startsWith(name) && person !== name);
  const within = people.filter(
    (person) => !person.startsWith(name) && person.split(/[._-]/).some((word) => word.startsWith(name)),
  );
  return [...begins, ...within].slice(0, PROPOSED_MOST);
}

/** The text with the mention completed, and where the caret stands then. */
export function completed(
  text: string,
  caret: number,
  { start }: TypedMention,
  person: string,
): { text: string; caret: number } {
  const before = `${text.slice(0, start)}@${person} `;
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length };
}
