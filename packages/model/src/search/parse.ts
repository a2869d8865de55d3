import { type Comparison, parseDurations, parseNumbers } from './amounts.ts';
import { SEARCH_KEYS, type SearchKey, type SearchKeyInfo, searchKey } from './keys.ts';
import { nearest } from './nearest.ts';
import { type SearchToken, tokensOf } from './tokens.ts';

/** One condition of a search. */
export interface SearchTerm {
  /** `text` stands for all words without a key, together, as they were typed. */
  key: SearchKey | 'attribute' | 'text';
  /** Of an attribute; else empty. */
  name: string;
  /** Whether it must not hold. */
  isNegated: boolean;
  value: string;
  /** Whether `*` in the value stands for any characters. */
  isPattern: boolean;
  /** Of a value that is compared: numbers, or milliseconds. */
  comparison?: Comparison;
  /** Where it stands in the text. Of `text` from the first of its words to the end of the last. */
  start: number;
  end: number;
}

/** What is wrong with a part of a search, and how to mend it. */
export interface SearchProblem {
  start: number;
  end: number;
  message: string;
  /** Whether it only lacks what follows: one is still typing. */
  isUnfinished: boolean;
}

export interface ParsedSearch {
  terms: SearchTerm[];
  problems: SearchProblem[];
}

/** Conditions in one search: each may cost a look through all records of the time. */
export const SEARCH_TERMS_MOST = 20;

/** Longest search, characters. */
export const SEARCH_CHARACTERS_MOST = 1_000;

/**
 * Reads a search such as `service:payment status:error duration:>2s "card declined"`. Whatever cannot be read is a problem that
 * says where it stands; the terms are the rest.
 */
export function parseSearch(text: string): ParsedSearch {
  const terms: SearchTerm[] = [];
  const problems: SearchProblem[] = [];
  const words: SearchToken[] = [];
  for (const token of tokensOf(text)) {
    const read = readToken(token);
    if (read === 'word') words.push(token);
    else if ('message' in read) problems.push(read);
    else terms.push(read);
  }
  const [first, last] = [words[0], words.at(-1)];
  if (first && last)
    terms.push({
      key: 'text',
      name: '',
      isNegated: false,
      value: words.map(({ value }) => value).join(' '),
      isPattern: false,
      start: first.start,
      end: last.end,
    });
  const beyond = terms[SEARCH_TERMS_MOST];
  if (beyond)
    problems.push(problem(beyond.start, text.length, `At most ${SEARCH_TERMS_MOST} conditions at once.`));
  return { terms: terms.slice(0, SEARCH_TERMS_MOST), problems };
}

function problem(start: number, end: number, message: string, isUnfinished = false): SearchProblem {
  return { start, end, message, isUnfinished };
}

function readToken(token: SearchToken): SearchTerm | SearchProblem | 'word' {
  const { key, start, end, valueStart, value, isQuoted, isOpen } = token;
  if (isOpen) return problem(valueStart, end, 'The quotation mark is not closed.', true);
  if (key === undefined) return value === '' ? problem(start, end, 'There is no text in it.', true) : 'word';
  const info = token.isAttribute ? undefined : searchKey(key);
  const name = token.isAttribute ? key : attributeName(key, info);
  if (!info && name === undefined) return problem(start, valueStart, unknownKey(key));
  if (value === '' && !isQuoted)
    return problem(start, end, `Say what ${key} should be: ${exampleOf(key, info)}`, true);
  const term = {
    isNegated: token.isNegated,
    value,
    isPattern: !isQuoted && value.includes('*') && info?.kind !== 'part',
    start,
    end,
  };
  if (info) return readValue(info, token, { ...term, key: info.key as SearchKey, name: '' });
  const comparison = isQuoted ? undefined : parseNumbers(value);
  if (!comparison && !isQuoted && /^[<>]/.test(value))
    return problem(valueStart, end, `“${value}” is no number to compare with: ${key}:>=500`);
  return { ...term, key: 'attribute', name: name ?? key, ...(comparison && { comparison }) };
}

/** A name with a dot is one of an attribute, as OpenTelemetry's are. */
function attributeName(key: string, info: SearchKeyInfo | undefined): string | undefined {
  return !info && key.includes('.') ? key : undefined;
}

function readValue(info: SearchKeyInfo, token: SearchToken, term: SearchTerm): SearchTerm | SearchProblem {
  const { valueStart, end, value } = token;
  if (info.kind === 'duration') {
    const comparison = parseDurations(value);
    if (comparison) return { ...term, isPattern: false, comparison };
    const unit = /\d$/.test(value) ? 'It needs a unit. ' : '';
    return problem(valueStart, end, `${unit}Write a time such as ${info.key}:>2s, <500ms or 1m..5m.`);
  }
  const { choices } = info;
  if (choices && !choices.includes(value.toLowerCase())) {
    const like = nearest(value, choices);
    const meant = like ? ` Did you mean ${info.key}:${like}?` : '';
    return problem(valueStart, end, `${info.key} is ${choices.join(', ')}.${meant}`);
  }
  return choices ? { ...term, isPattern: false, value: value.toLowerCase() } : term;
}

function unknownKey(key: string): string {
  const like = nearest(
    key,
    SEARCH_KEYS.map((info) => info.key),
  );
  const meant = like ? ` Did you mean ${like}:?` : '';
  return `There is no key “${key}”.${meant} For an attribute write @${key}:…, for text put it in quotation marks.`;
}

function exampleOf(key: string, info: SearchKeyInfo | undefined): string {
  if (info?.kind === 'duration') return `${key}:>2s`;
  return `${key}:${info?.choices?.[0] ?? '…'}`;
}
