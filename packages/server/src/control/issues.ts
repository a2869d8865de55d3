import type { IssueChange, IssueHistory, IssueState } from '@throughline/format';
import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { ISSUE_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { issues } from './issueTables.ts';

/** What people said of an issue, and when it was resolved, if it was. */
export interface IssueRecord {
  fingerprint: string;
  state: IssueState;
  /** Unix milliseconds; `undefined` unless it is resolved. */
  resolvedAt: number | undefined;
  /** Empty: at once, in all releases. */
  resolvedInRelease: string;
  history: IssueHistory;
}

/** The issues of the project that are resolved or ignored, the latest first. */
export async function closedIssues(database: Database, project: string): Promise<IssueRecord[]> {
  const rows = await database
    .select()
    .from(issues)
    .where(and(eq(issues.projectId, project), ne(issues.state, 'open')))
    .orderBy(desc(issues.changedAt))
    .limit(ISSUE_LIMITS.closed);
  return rows.map(told);
}

/** `undefined` if nobody has looked at it yet. */
export async function findIssueRecord(
  database: Database,
  project: string,
  fingerprint: string,
): Promise<IssueRecord | undefined> {
  const [row] = await database.select().from(issues).where(isIssue(project, fingerprint));
  return row && told(row);
}

/** An issue that is looked at or changed, and by whom. */
export interface IssueTouch {
  project: string;
  fingerprint: string;
  /** Its first exception that is known, Unix milliseconds. */
  firstSeen: number;
  by: string;
}

/** Remembers who looked at the issue first, and when. */
export async function viewIssue(
  database: Database,
  { project, fingerprint, firstSeen, by }: IssueTouch,
): Promise<void> {
  await database
    .insert(issues)
    .values({
      projectId: project,
      fingerprint,
      firstSeenAt: new Date(firstSeen),
      firstViewedAt: new Date(),
      firstViewedBy: by,
    })
    .onConflictDoNothing();
}

/** Says of the issue what a person decided. Who decides has looked. `began` is when what is resolved began, Unix milliseconds. */
export async function changeIssue(
  database: Database,
  touch: IssueTouch & { began: number },
  { state, release = '' }: IssueChange,
): Promise<void> {
  await viewIssue(database, touch);
  const now = new Date();
  const resolution =
    state === 'resolved'
      ? {
          resolvedAt: now,
          resolvedBy: touch.by,
          resolvedInRelease: release,
          resolutionBeganAt: new Date(touch.began),
        }
      : { resolvedAt: null, resolvedBy: '', resolvedInRelease: '', resolutionBeganAt: null };
  await database
    .update(issues)
    .set({ state, ...resolution, changedAt: now, changedBy: touch.by })
    .where(isIssue(touch.project, touch.fingerprint));
}

/** SQL that is true for one issue. */
function isIssue(project: string, fingerprint: string) {
  return and(eq(issues.projectId, project), eq(issues.fingerprint, fingerprint));
}

function told(row: typeof issues.$inferSelect): IssueRecord {
  const { fingerprint, state, resolvedAt, resolvedInRelease } = row;
  return {
    fingerprint,
    state,
    resolvedAt: resolvedAt?.getTime(),
    resolvedInRelease,
    history: {
      ...(row.firstViewedAt && {
        firstViewedAt: row.firstViewedAt.toISOString(),
        firstViewedBy: row.firstViewedBy,
      }),
      ...(resolvedAt && { resolvedAt: resolvedAt.toISOString(), resolvedBy: row.resolvedBy }),
      ...(row.changedAt && { changedAt: row.changedAt.toISOString(), changedBy: row.changedBy }),
    },
  };
}

/** Median of how long issues took, milliseconds, and of how many. */
export interface MedianTime {
  /** The Monday (UTC) as `2026-11-23`; `undefined` for all weeks together. */
  week: string | undefined;
  ms: number;
  issues: number;
}

/**
 * Of the issues that were first viewed (or resolved) since `since`, how long it took from when they began: the median of each
 * week, and of all.
 */
export async function medianTimes(
  database: Database,
  project: string,
  until: 'viewed' | 'resolved',
  since: Date,
): Promise<MedianTime[]> {
  const [began, ended] =
    until === 'viewed'
      ? [issues.firstSeenAt, issues.firstViewedAt]
      : [issues.resolutionBeganAt, issues.resolvedAt];
  const week = sql<string | null>`to_char(date_trunc('week', ${ended} AT TIME ZONE 'UTC'), 'YYYY-MM-DD')`;
  const rows = await database
    .select({
      week: week.as('week'),
      // A sender's clock may be ahead of the server's.
      ms: sql<number>`percentile_cont(0.5) WITHIN GROUP (ORDER BY greatest(0, extract(epoch FROM ${ended} - ${began})::float8 * 1000))`,
      issues: sql<number>`count(*)::int`,
    })
    .from(issues)
    .where(and(eq(issues.projectId, project), sql`${ended} >= ${since.toISOString()}::timestamptz`))
    .groupBy(sql`ROLLUP (${week})`);
  return rows.map((row) => ({ week: row.week ?? undefined, ms: Number(row.ms), issues: Number(row.issues) }));
}
