import { LOG_LEVELS, type LogLevel, type LogsView } from '../state/logsView.ts';
import type { TimeRange } from '../state/timeRange.ts';
import type { LogLine } from './logLines.ts';

/** Words of a search that are looked for: nobody types more. */
const WORDS_MOST = 10;

/** The words of a search, in lower case. */
export function wordsOf(query: string): string[] {
  return [...new Set(query.toLowerCase().split(/\s+/).filter(Boolean))].slice(0, WORDS_MOST);
}

export interface FilteredLines {
  lines: LogLine[];
  /** Lines by level, as they would be without the choice of levels. */
  counts: Record<LogLevel, number>;
}

/**
 * The lines that pass: of the range and the service, of a level that is not hidden, and with every word of the search, unless
 * `keepsAll` leaves the others between them.
 */
export function filterLines(
  lines: readonly LogLine[],
  { query, service, hidden }: LogsView,
  { range, keepsAll }: { range: TimeRange | null; keepsAll: boolean },
): FilteredLines {
  const words = keepsAll ? [] : wordsOf(query);
  const counts = Object.fromEntries(LOG_LEVELS.map((level) => [level, 0])) as Record<LogLevel, number>;
  const passing = lines.filter((line) => {
    if (range && (line.time < range.from || line.time > range.to)) return false;
    if (service !== '' && line.service !== service) return false;
    if (!words.every((word) => line.searched.includes(word))) return false;
    counts[line.level] += 1;
    return !hidden.includes(line.level);
  });
  return { lines: passing, counts };
}

/** Lines by service, sorted by name. */
export function countByService(lines: readonly LogLine[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { service } of lines) counts.set(service, (counts.get(service) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Places of the lines with every word of the search. */
export function matchesOf(lines: readonly LogLine[], query: string): number[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  return lines.flatMap(({ searched }, index) =>
    words.every((word) => searched.includes(word)) ? [index] : [],
  );
}

/** The match behind (`step` 1) or before (-1) the line at `from`, round again at the end; `undefined` if there is none. */
export function nextMatch(matches: readonly number[], from: number, step: 1 | -1): number | undefined {
  return step === 1
    ? (matches.find((index) => index > from) ?? matches[0])
    : (matches.findLast((index) => index < from) ?? matches.at(-1));
}

/** A text in parts, marked where a word stands. */
export function markWords(text: string, words: readonly string[]): { text: string; isMarked: boolean }[] {
  const lower = text.toLowerCase();
  // Where lower case has another length the places would be wrong.
  if (words.length === 0 || lower.length !== text.length) return [{ text, isMarked: false }];
  const marked = new Uint8Array(text.length);
  for (const word of words)
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length))
      marked.fill(1, at, at + word.length);
  const parts: { text: string; isMarked: boolean }[] = [];
  let start = 0;
  for (let index = 1; index <= text.length; index++) {
    if (index < text.length && marked[index] === marked[start]) continue;
    parts.push({ text: text.slice(start, index), isMarked: marked[start] === 1 });
    start = index;
  }
  return parts;
}
