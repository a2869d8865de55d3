import type { IssueSort, IssueSummary } from '@throughline/format';
import { closedIssues } from '../control/issues.ts';
import { ISSUE_LIMITS } from '../limits.ts';
import { readRegressions } from '../query/issueSightings.ts';
import type { IssueRange } from '../query/issueSql.ts';
import type { IssueSource } from './issueList.ts';
import { listChosen, resolutionsOf } from './issueState.ts';

/**
 * What one watches issues for. Those that are ignored are never among them, nor are resolved ones unless they regressed. Exceptions
 * are known by the minute, and about two seconds after they were sent.
 */

/** Issues of which nothing was known before the range; one that was not seen for longer than records are kept is new again. */
export async function newIssues(source: IssueSource, range: IssueRange): Promise<IssueSummary[]> {
  const watched = await thrownIssues(source, range, 'firstSeen');
  return watched.filter(({ firstSeen }) => firstSeen >= range.from);
}

/** Issues that regressed within the range. */
export async function regressedIssues(
  { database, reader }: IssueSource,
  range: IssueRange,
): Promise<IssueSummary[]> {
  const records = await closedIssues(database, range.project);
  const regressed = await readRegressions(reader, range.project, resolutionsOf(records));
  const only = [...regressed]
    .filter(([, { at }]) => at >= range.from && at <= range.to)
    .map(([fingerprint]) => fingerprint);
  if (only.length === 0) return [];
  const choice = { ...range, sort: 'lastSeen', only, limit: ISSUE_LIMITS.listed } as const;
  return (await listChosen({ reader, records, regressed }, choice)).issues;
}

/**
 * Issues that were thrown within the range, with `events`, `sessions` and `users` of the range: those with the most events, unless
 * another order is asked for.
 */
export async function thrownIssues(
  { database, reader }: IssueSource,
  range: IssueRange,
  sort: IssueSort = 'events',
): Promise<IssueSummary[]> {
  const records = await closedIssues(database, range.project);
  const regressed = await readRegressions(reader, range.project, resolutionsOf(records));
  const except = records
    .map(({ fingerprint }) => fingerprint)
    .filter((fingerprint) => !regressed.has(fingerprint));
  const choice = { ...range, sort, except, limit: ISSUE_LIMITS.listed };
  return (await listChosen({ reader, records, regressed }, choice)).issues;
}
