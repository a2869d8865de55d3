import type { IssueList, IssueSummary, Regression } from '@throughline/format';
import type { IssueRecord } from '../control/issues.ts';
import { figuresOf, type IssueFigures } from '../query/issueFigures.ts';
import { chooseIssues, type IssueChoice } from '../query/issueList.ts';
import type { Resolution } from '../query/regression.ts';
import type { Reader } from '../store/reader.ts';

/** What was resolved, as a question for regressions asks it. */
export function resolutionsOf(records: readonly IssueRecord[]): Resolution[] {
  return records.flatMap(({ fingerprint, state, resolvedAt, resolvedInRelease }) =>
    state === 'resolved' && resolvedAt !== undefined
      ? [{ fingerprint, resolvedAt, release: resolvedInRelease }]
      : [],
  );
}

/** An issue with its state: one that has regressed is open. */
export function withState(
  figures: IssueFigures,
  record: IssueRecord | undefined,
  regression: Regression | undefined,
): IssueSummary {
  const inRelease = record?.state === 'resolved' ? record.resolvedInRelease : '';
  return {
    ...figures,
    state: regression ? 'open' : (record?.state ?? 'open'),
    ...(regression && { regression }),
    ...(inRelease !== '' && { resolvedInRelease: inRelease }),
  };
}

/** What was asked about states before issues are chosen by them. */
interface KnownStates {
  reader: Reader;
  records: readonly IssueRecord[];
  regressed: ReadonlyMap<string, Regression>;
}

/** The chosen issues as a list shows them. */
export async function listChosen(
  { reader, records, regressed }: KnownStates,
  choice: IssueChoice,
): Promise<IssueList> {
  const { rows, total } = await chooseIssues(reader, choice);
  const figures = await figuresOf(reader, choice, rows);
  const recordOf = new Map(records.map((record) => [record.fingerprint, record]));
  const issues = figures.map((one) =>
    withState(one, recordOf.get(one.fingerprint), regressed.get(one.fingerprint)),
  );
  return { issues, total };
}
