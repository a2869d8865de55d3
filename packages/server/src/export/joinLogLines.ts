import type { SessionLogPage } from '@throughline/format';

type LogLines = Omit<SessionLogPage, 'nextCursor'>;

/** Pages of log lines as one: each line names its source by its place among those of all pages. */
export function joinLogLines(pages: readonly LogLines[]): LogLines {
  const joined: LogLines = { logs: [], sources: [] };
  for (const { logs, sources } of pages) {
    const before = joined.sources.length;
    for (const log of logs) joined.logs.push({ ...log, source: log.source + before });
    joined.sources.push(...sources);
  }
  return joined;
}
