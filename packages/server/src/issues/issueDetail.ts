import type { IssueDetail, IssueSummary } from '@throughline/format';
import { findIssueRecord } from '../control/issues.ts';
import { ISSUE_LIMITS } from '../limits.ts';
import { figuresOf } from '../query/issueFigures.ts';
import { chooseIssues, type IssueRow } from '../query/issueList.ts';
import { type IssueName, occurrencesOf, releasesOfIssue } from '../query/issueOccurrences.ts';
import { readRegressions } from '../query/issueSightings.ts';
import { releaseBegins } from '../query/releaseBegins.ts';
import type { IssueSource } from './issueList.ts';
import { resolutionsOf, withState } from './issueState.ts';

/** The latest time that is asked for where all is: the year 2200. */
const LATEST_MS = Date.UTC(2200, 0, 1);

/** When the issue was seen, ever; `undefined` if there is none of that fingerprint. */
export async function findIssue(
  { reader }: Pick<IssueSource, 'reader'>,
  { project, fingerprint }: IssueName,
): Promise<IssueRow | undefined> {
  const { rows } = await chooseIssues(reader, {
    project,
    from: 0,
    to: LATEST_MS,
    only: [fingerprint],
    sort: 'lastSeen',
    limit: 1,
  });
  return rows[0];
}

/** The issue's record, and whether it has regressed. */
export async function stateOf({ database, reader }: IssueSource, { project, fingerprint }: IssueName) {
  const record = await findIssueRecord(database, project, fingerprint);
  const regressed = await readRegressions(reader, project, resolutionsOf(record ? [record] : []));
  return { record, regression: regressed.get(fingerprint) };
}

/** One issue with all that helps to mend it; figures are of the time range. `undefined` if there is none of that fingerprint. */
export async function readIssue(
  source: IssueSource,
  { from, to, ...name }: IssueName & { from: number; to: number },
): Promise<IssueDetail | undefined> {
  const { reader } = source;
  const found = await findIssue(source, name);
  if (!found) return undefined;
  const range = { project: name.project, from, to };
  const { rows } = await chooseIssues(reader, {
    ...range,
    only: [name.fingerprint],
    sort: 'lastSeen',
    limit: 1,
  });
  const [[figures], { record, regression }, releases, { sample, occurrences }] = await Promise.all([
    figuresOf(reader, range, [{ ...found, events: rows[0]?.events ?? 0 }]),
    stateOf(source, name),
    releasesOfIssue(reader, name),
    occurrencesOf(reader, name),
  ]);
  // Erased, or expired, between two questions.
  if (!figures || !sample) return undefined;
  const summary: IssueSummary = withState(figures, record, regression);
  const known = await releaseBegins(reader, name.project, figures.services);
  return {
    ...summary,
    sample,
    history: record?.history ?? {},
    releases,
    occurrences,
    knownReleases: [...new Set(known.map(({ release }) => release))].slice(0, ISSUE_LIMITS.releases),
  };
}
