import type {
  AlertCondition,
  AlertItem,
  IssueOccurrence,
  IssueSummary,
  SessionSummary,
} from '@throughline/format';
import { ALERT_LIMITS } from '../limits.ts';
import { plainText } from '../tickets/plainText.ts';
import type { AlertLinks } from './links.ts';

/** What was recorded as one bounded line of plain text; `otherwise`, if there is none. */
const text = (recorded: string, otherwise = '') =>
  plainText(recorded, ALERT_LIMITS.textCharacters) || otherwise;
const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
const facts = (...said: string[]) => said.filter((fact) => fact !== '').join(', ');

/** `shown`: where it can be seen, if anywhere. */
export function issueItem(
  issue: IssueSummary,
  shown: IssueOccurrence | undefined,
  condition: AlertCondition,
  links: AlertLinks,
): AlertItem {
  const { fingerprint, type, message, place, services, events, users, regression } = issue;
  return {
    kind: 'issue',
    id: fingerprint,
    title: text([type, message].filter((part) => part !== '').join(': '), 'An exception that says nothing'),
    detail: facts(
      place === '' ? '' : `in ${text(place)}`,
      services.length === 0 ? '' : `service ${text(services.join(' and '))}`,
      regression && regression.release !== '' ? `back in release ${text(regression.release)}` : '',
      counted(events, 'exception'),
      counted(users, 'user'),
    ),
    count: condition.on === 'issue-users' ? users : events,
    url: links.issue(fingerprint),
    ...(shown?.sessionId !== undefined && { replayUrl: links.session(shown.sessionId, shown.at) }),
  };
}

/** `at`: the moment that is worth seeing, Unix milliseconds. */
export function sessionItem(session: SessionSummary, at: number, links: AlertLinks): AlertItem {
  const { id, user, entryUrl, counts, from, to } = session;
  const who = text(user ? (user.name ?? user.email ?? user.id) : '', 'somebody unknown');
  return {
    kind: 'session',
    id,
    title: `A session of ${who}`,
    detail: facts(
      text(entryUrl),
      `${Math.max(1, Math.round((to - from) / 1000))} s`,
      counts.errors === 0 ? '' : counted(counts.errors, 'error'),
      counts.failedRequests === 0 ? '' : counted(counts.failedRequests, 'failed request'),
    ),
    count: 1,
    url: links.session(id),
    replayUrl: links.session(id, at),
  };
}
