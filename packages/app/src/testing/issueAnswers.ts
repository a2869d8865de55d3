import type { IssueChange, IssueDetail, IssueList, IssueSummary, ReleaseList } from '@throughline/format';
import type { Fixture } from './fixture.ts';
import type { ListRequest } from './listAnswers.ts';

/** What the fixture server answers about issues and releases. */
export function answerAboutIssues(
  fixture: Fixture,
  { method, path, parameters, body }: ListRequest,
): unknown {
  if (path === '/releases') return { releases: fixture.releases ?? [] } satisfies ReleaseList;
  if (path === '/issues/times') return fixture.issueTimes ?? { weeks: [], toViewMs: null, toResolveMs: null };
  if (path === '/issues') return issueList(fixture, parameters);
  const [, fingerprint, part] = /^\/issues\/(\w+)(\/views)?$/.exec(path) ?? [];
  const issue = fixture.issues?.find((one) => one.fingerprint === fingerprint);
  if (!issue) return undefined;
  const now = new Date().toISOString();
  if (part) issue.history = { firstViewedAt: now, firstViewedBy: 'Ada', ...issue.history };
  if (method === 'PATCH') change(issue, body as IssueChange, now);
  return issue;
}

function change(issue: IssueDetail, { state, release }: IssueChange, now: string): void {
  delete issue.regression;
  delete issue.resolvedInRelease;
  Object.assign(issue, { state }, release && { resolvedInRelease: release });
  if (state === 'resolved') issue.history = { ...issue.history, resolvedAt: now, resolvedBy: 'Ada' };
}

function issueList({ issues = [] }: Fixture, parameters: URLSearchParams): IssueList {
  const state = parameters.get('state') ?? 'open';
  const [text, service] = [parameters.get('q') ?? '', parameters.get('service') ?? ''];
  const matches = (issue: IssueSummary) =>
    (state === 'all' || issue.state === state || (state === 'regressed' && issue.regression !== undefined)) &&
    `${issue.type}: ${issue.message} ${issue.place}`.toLowerCase().includes(text.toLowerCase()) &&
    (service === '' || issue.services.includes(service));
  const order: Record<string, (issue: IssueSummary) => number> = {
    events: ({ events }) => events,
    users: ({ users }) => users,
    firstSeen: ({ firstSeen }) => firstSeen,
  };
  const of = order[parameters.get('sort') ?? ''] ?? (({ lastSeen }: IssueSummary) => lastSeen);
  const found = issues.filter(matches).toSorted((a, b) => of(b) - of(a));
  return { issues: found, total: found.length };
}
