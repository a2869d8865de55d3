import type { IssueTimes, IssueTimesWeek } from '@throughline/format';
import type { Database } from '../control/database.ts';
import { type MedianTime, medianTimes } from '../control/issues.ts';

const DAY_MS = 86_400_000;

/** How long issues took to be looked at and to be resolved: medians of the last `weeks` weeks, oldest first. */
export async function issueTimes(
  database: Database,
  { project, weeks }: { project: string; weeks: number },
  now = Date.now(),
): Promise<IssueTimes> {
  const mondays = lastMondays(weeks, now);
  const since = new Date(mondays[0] ?? now);
  const [viewed, resolved] = await Promise.all([
    medianTimes(database, project, 'viewed', since),
    medianTimes(database, project, 'resolved', since),
  ]);
  const of = (times: readonly MedianTime[], week: string | undefined) =>
    times.find((time) => time.week === week && time.issues > 0);
  return {
    weeks: mondays.map((monday): IssueTimesWeek => {
      const week = new Date(monday).toISOString().slice(0, 10);
      return {
        week,
        toViewMs: of(viewed, week)?.ms ?? null,
        viewed: of(viewed, week)?.issues ?? 0,
        toResolveMs: of(resolved, week)?.ms ?? null,
        resolved: of(resolved, week)?.issues ?? 0,
      };
    }),
    toViewMs: of(viewed, undefined)?.ms ?? null,
    toResolveMs: of(resolved, undefined)?.ms ?? null,
  };
}

/** The beginnings (UTC) of the last weeks, that of `now` included, oldest first. */
function lastMondays(weeks: number, now: number): number[] {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY_MS;
  return Array.from({ length: weeks }, (_, index) => monday - (weeks - 1 - index) * 7 * DAY_MS);
}
