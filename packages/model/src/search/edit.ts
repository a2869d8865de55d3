import type { SearchKey } from './keys.ts';
import { searchKey } from './keys.ts';
import { parseSearch, type SearchTerm } from './parse.ts';
import { tokensOf } from './tokens.ts';

/** A condition as one writes it; in quotation marks where it would be read otherwise. */
export function formatTerm(key: SearchKey, value: string): string {
  const isComparison = searchKey(key)?.kind === 'duration';
  const isPlain = isComparison || /^[^\s"*\\<>][^\s"*\\]*$/.test(value);
  return `${key}:${isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`;
}

function find(text: string, key: SearchKey, value: string): SearchTerm | undefined {
  return parseSearch(text).terms.find((term) => term.key === key && term.value === value && !term.isNegated);
}

/** Whether the search asks for just this. */
export function hasTerm(text: string, key: SearchKey, value: string): boolean {
  return find(text, key, value) !== undefined;
}

/** The search with this condition; without it, if it is there already. */
export function toggleTerm(text: string, key: SearchKey, value: string): string {
  const term = find(text, key, value);
  return term ? withoutTerm(text, term) : `${text.trim()} ${formatTerm(key, value)}`.trim();
}

/** The search without the part that a term or a problem stands for. */
export function withoutTerm(text: string, { start, end }: Pick<SearchTerm, 'start' | 'end'>): string {
  return `${text.slice(0, start).trimEnd()} ${text.slice(end).trimStart()}`.trim();
}

/** The search without the parts that cannot be read, so that one can ask for the rest while they are typed or mended. */
export function readableSearch(text: string): string {
  const { problems } = parseSearch(text);
  return tokensOf(text)
    .filter(({ start, end }) => problems.some((problem) => start <= problem.start && problem.start < end))
    .reduceRight(withoutTerm, text)
    .trim();
}
