import type { ReleaseSummary } from '@throughline/format';
import { ISSUE_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { NIL_UUID } from '../store/tables/columns.ts';
import { milliseconds, nanoseconds } from './time.ts';

export interface ReleaseQuestion {
  project: string;
  /** Unix milliseconds. */
  from: number;
  to: number;
  service?: string | undefined;
}

interface ReleaseRow {
  its_service: string;
  its_release: string;
  began: string;
  ended: string;
  runs: string;
  all_runs: string;
}

interface ExceptionRow {
  its_service: string;
  its_release: string;
  exceptions: string;
  sessions: string;
  new_issues: string;
}

const IS_RANGE = (table: string) => `${table}.last >= {from:UInt64} AND ${table}.first <= {to:UInt64}`;
const OF_PROJECT = "project = {project:String} AND ({service:String} = '' OR service = {service:String})";

/** Sessions of all releases of a service are counted as a union: one may have run two. */
const RELEASES_SQL = `
  SELECT its_service, its_release, toString(least_first) AS began, toString(greatest_last) AS ended,
    toString(finalizeAggregation(state)) AS runs, toString(uniqIfMerge(state) OVER (PARTITION BY its_service)) AS all_runs
  FROM (
    SELECT toString(service) AS its_service, toString(release) AS its_release, min(release_hours.first) AS least_first,
      max(release_hours.last) AS greatest_last, uniqIfMergeStateIf(sessions, ${IS_RANGE('release_hours')}) AS state
    FROM release_hours WHERE ${OF_PROJECT} GROUP BY service, release
  )
  WHERE greatest_last >= {from:UInt64} AND least_first <= {to:UInt64}
  ORDER BY least_first DESC, its_service, its_release LIMIT {limit:UInt32}`;

const EXCEPTIONS_SQL = `
  SELECT its_service, its_release, toString(sum(number)) AS exceptions, toString(sum(affected)) AS sessions,
    toString(sum(issues)) AS new_issues
  FROM (
    SELECT toString(service) AS its_service, toString(release) AS its_release, sum(events) AS number,
      uniqExactIf(session_id, session_id != ${NIL_UUID}) AS affected, toUInt64(0) AS issues
    FROM issue_minutes WHERE ${OF_PROJECT} AND ${IS_RANGE('issue_minutes')} GROUP BY service, release
    UNION ALL
    SELECT origin.1 AS its_service, origin.2 AS its_release, toUInt64(0) AS number, toUInt64(0) AS affected, count() AS issues
    FROM (
      SELECT argMin((toString(service), toString(release)), issue_minutes.first) AS origin FROM issue_minutes
      WHERE project = {project:String} GROUP BY fingerprint
    ) GROUP BY origin
  ) GROUP BY its_service, its_release`;

/** Releases that were seen within the range, newest first. */
export async function listReleases(
  reader: Reader,
  { project, from, to, service = '' }: ReleaseQuestion,
): Promise<ReleaseSummary[]> {
  const parameters = {
    project,
    service,
    from: nanoseconds(from),
    to: nanoseconds(to),
    limit: ISSUE_LIMITS.releasesListed,
  };
  const [releases, exceptions] = await Promise.all([
    reader.query<ReleaseRow>(RELEASES_SQL, parameters),
    reader.query<ExceptionRow>(EXCEPTIONS_SQL, parameters),
  ]);
  const key = ({ its_service, its_release }: Pick<ReleaseRow, 'its_service' | 'its_release'>) =>
    `${its_service}\n${its_release}`;
  const exceptionsOf = new Map(exceptions.map((row) => [key(row), row]));
  return releases.map((row) => {
    const thrown = exceptionsOf.get(key(row));
    const [sessions, all] = [Number(row.runs), Number(row.all_runs)];
    return {
      service: row.its_service,
      release: row.its_release,
      firstSeen: milliseconds(row.began),
      lastSeen: milliseconds(row.ended),
      sessions,
      adoption: all === 0 ? 0 : sessions / all,
      exceptions: Number(thrown?.exceptions ?? 0),
      sessionsWithExceptions: Number(thrown?.sessions ?? 0),
      newIssues: Number(thrown?.new_issues ?? 0),
    };
  });
}
