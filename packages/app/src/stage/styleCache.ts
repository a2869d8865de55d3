/** Most that is kept of style sheets and what rrweb makes of them, characters: those of some large sites. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** A map that forgets the oldest of what it holds when that is too much. */
function boundedMap(mostCharacters: number): Pick<Map<string, string>, 'get' | 'set'> {
  const kept = new Map<string, string>();
  let characters = 0;
  const map = {
    get: (text: string) => kept.get(text),
    set(text: string, adapted: string) {
      if (kept.has(text)) return map as Map<string, string>;
      kept.set(text, adapted);
      characters += text.length + adapted.length;
      for (const [oldest, value] of kept) {
        if (characters <= mostCharacters) break;
        kept.delete(oldest);
        characters -= oldest.length + value.length;
      }
      return map as Map<string, string>;
    },
  };
  return map;
}

/** rrweb's memory of style sheets (its `BuildCache`), which it else keeps for one replayer only. */
export const adaptedStyles = { stylesWithHoverClass: boundedMap(MOST_CHARACTERS) };

/** Says of style sheets that they were taken from a replay, so that nothing more is to be done to them. */
export function keepAsAdapted(texts: readonly string[]): void {
  for (const text of texts) adaptedStyles.stylesWithHoverClass.set(text, text);
}
