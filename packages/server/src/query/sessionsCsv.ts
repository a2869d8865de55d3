import type { SessionSummary } from '@throughline/format';
import { browserName } from '@throughline/model';
import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { listSessions, type SessionQuestion } from './sessionList.ts';

/** Sessions asked for at a time. */
const PAGE_SIZE = 200;

const COLUMNS: readonly (readonly [name: string, of: (session: SessionSummary) => string | number])[] = [
  ['id', ({ id }) => id],
  ['started', ({ from }) => new Date(from).toISOString()],
  ['ended', ({ to }) => new Date(to).toISOString()],
  ['duration_seconds', ({ from, to }) => Math.round((to - from) / 10) / 100],
  ['user_id', ({ user }) => user?.id ?? ''],
  ['user_name', ({ user }) => user?.name ?? ''],
  ['user_email', ({ user }) => user?.email ?? ''],
  ['entry_page', ({ entryUrl }) => entryUrl],
  ['browser', ({ userAgent }) => browserName(userAgent)],
  ['pages', ({ counts }) => counts.navigations],
  ['clicks', ({ counts }) => counts.clicks],
  ['requests', ({ counts }) => counts.requests],
  ['failed_requests', ({ counts }) => counts.failedRequests],
  ['errors', ({ counts }) => counts.errors],
  ['services', ({ services }) => services.join(' ')],
  ['kept_because', ({ keptBecause }) => keptBecause ?? ''],
];

/**
 * Sessions that match, newest first, `QUERY_LIMITS.csvSessions` at most, as lines of CSV (RFC 4180) under a line of names. The first
 * part has some of both, so that what is refused is refused before anything is there.
 */
export async function* sessionsCsv(
  reader: Reader,
  question: Omit<SessionQuestion, 'limit' | 'cursor'>,
): AsyncGenerator<string> {
  let head = line(COLUMNS.map(([name]) => name));
  let cursor: string | undefined;
  let left: number = QUERY_LIMITS.csvSessions;
  do {
    const page = await listSessions(reader, { ...question, limit: Math.min(PAGE_SIZE, left), cursor });
    yield head + page.sessions.map((session) => line(COLUMNS.map(([, of]) => of(session)))).join('');
    head = '';
    left -= page.sessions.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined && left > 0);
}

function line(values: readonly (string | number)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/**
 * A value as a cell of CSV. Spreadsheets run what begins like a formula, and what is recorded is anybody's: an apostrophe before
 * it makes it text (https://owasp.org/www-community/attacks/CSV_Injection). Numbers are our own.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[\s\0]*[=+\-@|%\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
