import { queryOptions } from '@tanstack/react-query';
import type {
  AlertCondition,
  IssueFilter,
  IssueList,
  IssueSort,
  IssueSummary,
  SessionList,
} from '@throughline/format';
import { getJson } from './request.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Sessions that are asked for to say how many would have matched: of more, that there are more. */
const PREVIEW_SESSIONS = 100;

/** What a condition would have found. */
export interface AlertPreview {
  count: number;
  /** Whether there are more than `count`. */
  isMore: boolean;
  first: { id: string; kind: 'issue' | 'session'; title: string }[];
}

/** Issues and sessions that a preview names. */
const PREVIEW_NAMES = 3;

/** What the condition finds: of rates what holds now, of everything else what happened within the last day. */
export function alertPreview(condition: AlertCondition) {
  return queryOptions({
    queryKey: ['alerts', 'preview', condition],
    queryFn: ({ signal }) => previewOf(condition, Date.now(), signal),
    retry: false,
  });
}

async function previewOf(condition: AlertCondition, now: number, signal: AbortSignal): Promise<AlertPreview> {
  const from = now - DAY_MS;
  switch (condition.on) {
    case 'sessions': {
      const { search } = condition;
      const asked = { from, search, limit: PREVIEW_SESSIONS };
      const { sessions, nextCursor } = await getJson<SessionList>('/sessions', asked, signal);
      return {
        count: sessions.length,
        isMore: nextCursor !== undefined,
        first: sessions.slice(0, PREVIEW_NAMES).map(({ id, user, entryUrl }) => {
          const title = user?.name ?? user?.email ?? user?.id ?? entryUrl;
          return { id, kind: 'session', title };
        }),
      };
    }
    case 'new-issue':
      return issuesFound(
        { from, state: 'all', sort: 'firstSeen' },
        signal,
        ({ firstSeen }) => firstSeen >= from,
      );
    case 'regressed-issue':
      return issuesFound(
        { from, state: 'regressed', sort: 'lastSeen' },
        signal,
        ({ regression }) => (regression?.at ?? 0) >= from,
      );
    case 'issue-events': {
      const { minutes, moreThan } = condition;
      const asked = { from: now - minutes * MINUTE_MS, state: 'open', sort: 'events' } as const;
      return issuesFound(asked, signal, ({ events }) => events > moreThan);
    }
    case 'issue-users': {
      const { minutes, moreThan } = condition;
      const asked = { from: now - minutes * MINUTE_MS, state: 'open', sort: 'users' } as const;
      return issuesFound(asked, signal, ({ users }) => users > moreThan);
    }
  }
}

async function issuesFound(
  asked: { from: number; state: IssueFilter; sort: IssueSort },
  signal: AbortSignal,
  matches: (issue: IssueSummary) => boolean,
): Promise<AlertPreview> {
  const { issues, total } = await getJson<IssueList>('/issues', asked, signal);
  const found = issues.filter((issue) => issue.state !== 'ignored' && matches(issue));
  return {
    count: found.length,
    // They are in order of what is asked about: if the last one of the answer does not match, no further one does.
    isMore: total > issues.length && issues.slice(-1).every(matches),
    first: found.slice(0, PREVIEW_NAMES).map(({ fingerprint, type, message }) => ({
      id: fingerprint,
      kind: 'issue',
      title: [type, message].filter(Boolean).join(': '),
    })),
  };
}
