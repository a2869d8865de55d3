import type { LogPage } from '@throughline/format';
import { encodeCursor } from './cursor.ts';
import { type LogRow, readLog } from './logRecords.ts';

/** A page of `rows`, which hold one more than `limit` if there are more. */
export function logPage(rows: readonly LogRow[], limit: number): LogPage {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    logs: page.map(readLog),
    ...(rows.length > limit && last && { nextCursor: encodeCursor(last) }),
  };
}
