import type { IssueSort } from '@throughline/format';
import { ISSUE_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { affectedBy } from './issueAffected.ts';
import {
  amongFingerprints,
  FINGERPRINT_HEX,
  IN_RANGE,
  type IssueRange,
  rangeParameters,
} from './issueSql.ts';
import { milliseconds } from './time.ts';

/** Which of the issues are wanted. */
export interface IssueChoice extends IssueRange {
  sort: IssueSort;
  /** Part of the type, message or place of the exceptions; empty: any. */
  text?: string | undefined;
  /** Only these fingerprints, or all but these. */
  only?: readonly string[] | undefined;
  except?: readonly string[] | undefined;
  limit: number;
}

/** An issue and when it was seen, Unix milliseconds. */
export interface IssueRow {
  fingerprint: string;
  /** Within the range. */
  events: number;
  /** Ever. */
  firstSeen: number;
  lastSeen: number;
}

const ORDER: Record<IssueSort, string> = {
  lastSeen: 'seen_last DESC',
  firstSeen: 'seen_first DESC',
  events: 'number DESC, seen_last DESC',
  // To be counted and ordered after these were found.
  users: 'number DESC, seen_last DESC',
};

const TEXT =
  "positionCaseInsensitiveUTF8(concat(latest.type, ': ', latest.message, ' ', place), {text:String}) > 0";

/** The issues with exceptions in the range, in the order asked for, and how many there are in all. */
export async function chooseIssues(
  reader: Reader,
  { sort, text = '', only, except, limit, ...range }: IssueChoice,
): Promise<{ rows: IssueRow[]; total: number }> {
  const counted = text === '' ? IN_RANGE : `${IN_RANGE} AND ${TEXT}`;
  const conditions = ['project = {project:String}', ...(only ? [amongFingerprints('only')] : [])];
  // What no answer asks for by name is left out here: the ones that were resolved are far fewer than the others.
  if (except) conditions.push(`NOT ${amongFingerprints('except')}`);
  const found = await reader.query<Record<'id' | 'count' | 'began' | 'ended' | 'total', string>>(
    `SELECT ${FINGERPRINT_HEX} AS id, sumIf(issue_minutes.events, ${counted}) AS number, toString(number) AS count,
      min(issue_minutes.first) AS seen_first, max(issue_minutes.last) AS seen_last,
      toString(seen_first) AS began, toString(seen_last) AS ended, toString(count() OVER ()) AS total
    FROM issue_minutes WHERE ${conditions.join(' AND ')}
    GROUP BY fingerprint HAVING number > 0 ORDER BY ${ORDER[sort]}, id LIMIT {limit:UInt32}`,
    {
      ...rangeParameters(range),
      text,
      ...(only && { only }),
      ...(except && { except }),
      limit: sort === 'users' ? ISSUE_LIMITS.countedByUsers : limit,
    },
  );
  const rows = found.map(({ id, count, began, ended }) => ({
    fingerprint: id,
    events: Number(count),
    firstSeen: milliseconds(began),
    lastSeen: milliseconds(ended),
  }));
  const total = Number(found[0]?.total ?? 0);
  if (sort !== 'users') return { rows, total };
  const affected = await affectedBy(
    reader,
    range,
    rows.map(({ fingerprint }) => fingerprint),
  );
  const users = ({ fingerprint }: IssueRow) => affected.get(fingerprint)?.users ?? 0;
  return { rows: rows.toSorted((a, b) => users(b) - users(a)).slice(0, limit), total };
}
