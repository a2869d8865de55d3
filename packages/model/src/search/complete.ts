import { formatTerm } from './edit.ts';
import { SEARCH_KEYS, type SearchKey, searchKey } from './keys.ts';
import { tokensOf } from './tokens.ts';

export interface SearchCompletion {
  /** What to put in place of the text from `start` to `end`. */
  insert: string;
  about: string;
}

export interface SearchCompletions {
  start: number;
  end: number;
  options: SearchCompletion[];
}

/** Values that are known of a key, the likeliest first. */
export type KnownValues = Partial<Record<SearchKey, readonly string[]>>;

const DURATIONS = ['>1s', '>5s', '>1m', '>5m'];
const OPTIONS_MOST = 12;

/** What may stand where the cursor is: keys, or values of the key that was begun. */
export function completeSearch(text: string, cursor: number, known: KnownValues): SearchCompletions {
  const token = tokensOf(text).find(({ start, end }) => start < cursor && cursor <= end);
  const [start, end] = token ? [token.start, token.end] : [cursor, cursor];
  if (token?.isAttribute) return { start, end, options: [] };
  if (token?.key !== undefined && cursor >= token.valueStart) {
    const minus = token.isNegated ? '-' : '';
    const options = valuesOf(token.key, token.value, known);
    return { start, end, options: options.map((one) => ({ ...one, insert: `${minus}${one.insert}` })) };
  }
  const minus = text[start] === '-' ? '-' : '';
  const typed = text.slice(start + minus.length, cursor).toLowerCase();
  const options = SEARCH_KEYS.filter(({ key }) => key.startsWith(typed)).map(({ key, about }) => ({
    insert: `${minus}${key}:`,
    about,
  }));
  return { start, end, options };
}

function valuesOf(key: string, typed: string, known: KnownValues): SearchCompletion[] {
  const info = searchKey(key);
  if (!info) return [];
  const values = info.choices ?? known[key as SearchKey] ?? (info.kind === 'duration' ? DURATIONS : []);
  const lower = typed.toLowerCase();
  return values
    .filter((value) => value.toLowerCase().includes(lower) && value !== typed)
    .slice(0, OPTIONS_MOST)
    .map((value) => ({ insert: formatTerm(key as SearchKey, value), about: '' }));
}
