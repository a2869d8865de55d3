import type { IssueOccurrence, IssueRelease, IssueSample } from '@throughline/format';
import { tabOffset } from '@throughline/model';
import { ISSUE_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { ARRIVAL_SQL, ARRIVED, type Arrival, widest } from './arrival.ts';
import { OF_ISSUE } from './issueSql.ts';
import { milliseconds } from './time.ts';

/** One issue. */
export interface IssueName {
  project: string;
  /** 16 hex digits. */
  fingerprint: string;
}

interface OccurrenceRow {
  session: string;
  trace: string;
  tab: string;
  at: string;
  its_service: string;
  its_release: string;
}

const NIL = '00000000-0000-0000-0000-000000000000';
const NONE = '0'.repeat(32);

const latest = (field: string) => `argMax(latest.${field}, latest.time)`;
const OCCURRENCE = `toString(session_id) AS session, lower(hex(${latest('trace_id')})) AS trace, ${latest('tab_id')} AS tab,
  toString(max(latest.time)) AS at, argMax(toString(service), latest.time) AS its_service,
  argMax(toString(release), latest.time) AS its_release`;

const OCCURRENCES_SQL = `
  SELECT ${OCCURRENCE} FROM issue_minutes WHERE ${OF_ISSUE}
  GROUP BY session_id, trace_without_session, record ORDER BY max(latest.time) DESC LIMIT ${ISSUE_LIMITS.occurrences}`;

const SAMPLE_SQL = `
  SELECT ${OCCURRENCE}, ${latest('type')} AS type, ${latest('message')} AS message, ${latest('stack')} AS stack
  FROM issue_minutes WHERE ${OF_ISSUE} AND minute = (SELECT max(minute) FROM issue_minutes WHERE ${OF_ISSUE})
  GROUP BY session_id ORDER BY max(latest.time) DESC LIMIT 1`;

const RELEASES_SQL = `
  SELECT toString(service) AS its_service, toString(release) AS its_release, toString(sum(issue_minutes.events)) AS number,
    toString(min(issue_minutes.first)) AS began, toString(max(issue_minutes.last)) AS ended
  FROM issue_minutes WHERE ${OF_ISSUE} GROUP BY service, release
  ORDER BY max(issue_minutes.last) DESC LIMIT ${ISSUE_LIMITS.releases}`;

/** The releases in which the issue was seen, the latest first. */
export async function releasesOfIssue(reader: Reader, issue: IssueName): Promise<IssueRelease[]> {
  const rows = await reader.query<
    Record<'its_service' | 'its_release' | 'number' | 'began' | 'ended', string>
  >(RELEASES_SQL, { ...issue });
  return rows.map(({ its_service, its_release, number, began, ended }) => ({
    service: its_service,
    release: its_release,
    events: Number(number),
    firstSeen: milliseconds(began),
    lastSeen: milliseconds(ended),
  }));
}

/** The latest exception of the issue whole, and where it can be seen: the latest one of each session. */
export async function occurrencesOf(
  reader: Reader,
  issue: IssueName,
): Promise<{ sample: IssueSample | undefined; occurrences: IssueOccurrence[] }> {
  const [[sample], rows] = await Promise.all([
    reader.query<OccurrenceRow & Record<'type' | 'message' | 'stack', string>>(SAMPLE_SQL, { ...issue }),
    reader.query<OccurrenceRow>(OCCURRENCES_SQL, { ...issue }),
  ]);
  const all = await withSessions(reader, issue.project, sample ? [sample, ...rows] : rows);
  const [first, ...rest] = all;
  if (!sample || !first) return { sample: undefined, occurrences: all };
  const { type, message, stack } = sample;
  return { sample: { ...first, type, message, stack }, occurrences: rest };
}

interface SessionRow extends Arrival {
  id: string;
  user: string;
}

/** A service that knows no session threw in the session of its trace; of a page the moment is told by its server's clock. */
async function withSessions(
  reader: Reader,
  project: string,
  rows: readonly OccurrenceRow[],
): Promise<IssueOccurrence[]> {
  const traces = rows
    .filter(({ session, trace }) => session === NIL && trace !== NONE)
    .map(({ trace }) => trace);
  const sessionOfTrace = await sessionsOfTraces(reader, project, traces);
  const sessionOf = ({ session, trace }: OccurrenceRow) =>
    session === NIL ? (sessionOfTrace.get(trace) ?? '') : session;
  const ids = [...new Set(rows.map(sessionOf).filter((id) => id !== ''))];
  const sessions =
    ids.length === 0
      ? []
      : await reader.query<SessionRow>(
          `SELECT toString(session_id) AS id, argMaxIfMerge(user_id) AS user, ${ARRIVAL_SQL} FROM sessions
          WHERE project = {project:String} AND session_id IN {ids:Array(UUID)} GROUP BY session_id`,
          { project, ids },
        );
  const known = new Map(sessions.map((session) => [session.id, session]));
  const offsets = await tabOffsets(reader, project, rows, sessions);
  return rows.map((row) => {
    const session = known.get(sessionOf(row));
    return {
      at: milliseconds(row.at) + (offsets.get(row.tab) ?? 0),
      service: row.its_service,
      release: row.its_release,
      ...(session && { sessionId: session.id }),
      ...(session && session.user !== '' && { user: session.user }),
      ...(row.trace !== NONE && { traceId: row.trace }),
    };
  });
}

async function sessionsOfTraces(
  reader: Reader,
  project: string,
  traces: readonly string[],
): Promise<Map<string, string>> {
  if (traces.length === 0) return new Map();
  const rows = await reader.query<{ trace: string; session: string }>(
    `SELECT lower(hex(trace_id)) AS trace, toString(groupUniqArrayArray(1)(sessions)[1]) AS session FROM traces
    WHERE project = {project:String}
      AND trace_id GLOBAL IN (SELECT CAST(unhex(arrayJoin({traces:Array(String)})), 'FixedString(16)'))
    GROUP BY trace_id`,
    { project, traces },
  );
  return new Map(rows.filter(({ session }) => session !== NIL).map(({ trace, session }) => [trace, session]));
}

/** Clock offset of each tab of these sessions, milliseconds. */
async function tabOffsets(
  reader: Reader,
  project: string,
  rows: readonly OccurrenceRow[],
  sessions: readonly SessionRow[],
): Promise<Map<string, number>> {
  if (sessions.length === 0 || !rows.some(({ tab }) => tab !== '')) return new Map();
  const found = await reader.query<{ tab: string; offset: number | null; round_trip: number | null }>(
    `SELECT tab_id AS tab, argMin(clock_offset, clock_round_trip) AS offset, min(clock_round_trip) AS round_trip
    FROM replay_segments WHERE project = {project:String} AND session_id IN {ids:Array(UUID)} AND ${ARRIVED} GROUP BY tab_id`,
    { project, ids: sessions.map(({ id }) => id), ...widest(sessions) },
  );
  return new Map(found.map(({ tab, offset, round_trip }) => [tab, tabOffset(offset, round_trip)]));
}
