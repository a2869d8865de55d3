import type { AlertCondition, AlertItem, IssueSummary, SessionSummary } from '@throughline/format';
import { parseSearch } from '@throughline/model';
import type { DueRule } from '../control/alertLooks.ts';
import type { Database } from '../control/database.ts';
import { newIssues, regressedIssues, thrownIssues } from '../issues/issueSignals.ts';
import { ALERT_LIMITS } from '../limits.ts';
import { latestErrors } from '../query/incidentSessions.ts';
import { occurrencesOf } from '../query/issueOccurrences.ts';
import { listSessions } from '../query/sessionList.ts';
import type { Reader } from '../store/reader.ts';
import { issueItem, sessionItem } from './items.ts';
import type { AlertLinks } from './links.ts';

/** An issue or a session for which the condition of a rule holds. */
export interface AlertSubject {
  /** The fingerprint, or the session's id. */
  id: string;
  /** As a message tells of it. */
  describe: () => Promise<AlertItem>;
}

export interface SubjectSource {
  database: Database;
  reader: Reader;
  links: AlertLinks;
  /** Unix milliseconds. */
  now: number;
}

const MINUTE_MS = 60_000;

/** That for which the condition holds now, or has begun to hold since the last look. */
export async function subjectsOf(
  { project, condition, countsFrom, lookedUntil }: DueRule,
  source: SubjectSource,
): Promise<AlertSubject[]> {
  const { now } = source;
  const to = now + ALERT_LIMITS.aheadMs;
  const since = Math.max(
    countsFrom,
    now - ALERT_LIMITS.lateMs,
    Math.min(lookedUntil, now) - ALERT_LIMITS.overlapMs,
  );
  const windowOf = (minutes: number) => ({
    project,
    from: Math.max(countsFrom, now - minutes * MINUTE_MS),
    to,
  });
  const ofIssues = (issues: readonly IssueSummary[]) =>
    issues.map((issue) => issueSubject(issue, project, condition, source));
  switch (condition.on) {
    case 'new-issue':
      return ofIssues(await newIssues(source, { project, from: since, to }));
    case 'regressed-issue':
      return ofIssues(await regressedIssues(source, { project, from: since, to }));
    case 'issue-events': {
      const thrown = await thrownIssues(source, windowOf(condition.minutes));
      return ofIssues(thrown.filter(({ events }) => events > condition.moreThan));
    }
    case 'issue-users': {
      const thrown = await thrownIssues(source, windowOf(condition.minutes), 'users');
      return ofIssues(thrown.filter(({ users }) => users > condition.moreThan));
    }
    case 'sessions':
      return sessionSubjects({ project, from: since, to }, condition.search, source);
  }
}

function issueSubject(
  issue: IssueSummary,
  project: string,
  condition: AlertCondition,
  { reader, links }: SubjectSource,
): AlertSubject {
  const { fingerprint } = issue;
  return {
    id: fingerprint,
    async describe() {
      const { sample, occurrences } = await occurrencesOf(reader, { project, fingerprint });
      const shown = [...(sample ? [sample] : []), ...occurrences].find(({ sessionId }) => sessionId);
      return issueItem(issue, shown, condition, links);
    },
  };
}

async function sessionSubjects(
  range: { project: string; from: number; to: number },
  search: string,
  { reader, links }: SubjectSource,
): Promise<AlertSubject[]> {
  const { terms } = parseSearch(search);
  const { sessions } = await listSessions(reader, {
    ...range,
    search: terms,
    limit: ALERT_LIMITS.sessionsALook,
  });
  return sessions.map((session) => ({
    id: session.id,
    describe: async () => sessionItem(session, await momentOf(reader, range.project, session), links),
  }));
}

/** The latest error of a session, or its beginning. */
async function momentOf(reader: Reader, project: string, session: SessionSummary): Promise<number> {
  const { id, from, to } = session;
  // They arrive after they happened; a page that was off-line may send much later.
  const until = to + ALERT_LIMITS.lateMs;
  const errors = await latestErrors(reader, { project, sessions: [id], from, to: until });
  return errors.get(id) ?? from;
}
