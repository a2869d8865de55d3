import type { IssueFilter, IssueList } from '@throughline/format';
import type { Database } from '../control/database.ts';
import { closedIssues } from '../control/issues.ts';
import type { IssueChoice } from '../query/issueList.ts';
import { readRegressions } from '../query/issueSightings.ts';
import type { Reader } from '../store/reader.ts';
import { listChosen, resolutionsOf } from './issueState.ts';

/** Where issues are looked up. */
export interface IssueSource {
  database: Database;
  reader: Reader;
}

export interface IssueQuestion extends Omit<IssueChoice, 'only' | 'except'> {
  state: IssueFilter;
}

/** Issues with exceptions in the range, of one state, in the order asked for. */
export async function listIssues(
  { database, reader }: IssueSource,
  { state, ...asked }: IssueQuestion,
): Promise<IssueList> {
  const records = await closedIssues(database, asked.project);
  const regressed = await readRegressions(reader, asked.project, resolutionsOf(records));
  const named = (wanted: 'resolved' | 'ignored') =>
    records
      .filter((record) => record.state === wanted && !regressed.has(record.fingerprint))
      .map(({ fingerprint }) => fingerprint);
  const choice = {
    open: { except: [...named('resolved'), ...named('ignored')] },
    resolved: { only: named('resolved') },
    ignored: { only: named('ignored') },
    regressed: { only: [...regressed.keys()] },
    all: {},
  }[state];
  return listChosen({ reader, records, regressed }, { ...asked, ...choice });
}
