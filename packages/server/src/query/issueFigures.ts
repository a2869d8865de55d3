import type { IssueSummary } from '@throughline/format';
import type { Reader } from '../store/reader.ts';
import { affectedBy } from './issueAffected.ts';
import type { IssueRow } from './issueList.ts';
import {
  amongFingerprints,
  FINGERPRINT_HEX,
  IN_RANGE,
  type IssueRange,
  rangeParameters,
} from './issueSql.ts';
import { trendGrid } from './trendGrid.ts';

/** An issue without what people said of it. */
export type IssueFigures = Omit<IssueSummary, 'state' | 'regression' | 'resolvedInRelease'>;

/** A trend goes back so far at least, if it is asked to: one of a fault that began just now shows that it did. */
const TREND_LEAST_MS = 30 * 86_400_000;

/** What a list shows of each of these issues, in their order. */
export async function figuresOf(
  reader: Reader,
  range: IssueRange,
  rows: readonly IssueRow[],
): Promise<IssueFigures[]> {
  if (rows.length === 0) return [];
  const fingerprints = rows.map(({ fingerprint }) => fingerprint);
  // Long before the first of them there is nothing to draw.
  const begin = Math.min(range.to - TREND_LEAST_MS, ...rows.map(({ firstSeen }) => firstSeen));
  const grid = trendGrid(Math.max(range.from, begin), range.to);
  const parameters = { ...rangeParameters(range), fingerprints };
  const [titles, trends, affected] = await Promise.all([
    reader.query<TitleRow>(TITLES_SQL, parameters),
    reader.query<{ id: string; stretch: number; events: string }>(TREND_SQL, {
      ...parameters,
      begin: grid.from / 1_000,
      step: grid.stepMs / 1_000,
    }),
    affectedBy(reader, range, fingerprints),
  ]);
  const titleOf = new Map(titles.map((title) => [title.id, title]));
  const trendOf = new Map(fingerprints.map((id) => [id, new Array<number>(grid.steps).fill(0)]));
  for (const { id, stretch, events } of trends) {
    const counts = trendOf.get(id);
    if (counts && stretch >= 0 && stretch < grid.steps) counts[stretch] = Number(events);
  }
  return rows.map((row) => {
    const title = titleOf.get(row.fingerprint);
    return {
      ...row,
      type: title?.type ?? '',
      message: title?.message.split('\n', 1)[0] ?? '',
      place: title?.where ?? '',
      isBrowser: title?.is_browser === 1,
      services: title?.services ?? [],
      sessions: 0,
      users: 0,
      ...affected.get(row.fingerprint),
      trend: { from: grid.from, stepMs: grid.stepMs, counts: trendOf.get(row.fingerprint) ?? [] },
    };
  });
}

interface TitleRow {
  id: string;
  type: string;
  message: string;
  where: string;
  is_browser: 0 | 1;
  services: string[];
}

const ROWS = `project = {project:String} AND ${amongFingerprints('fingerprints')}`;

const TITLES_SQL = `
  SELECT ${FINGERPRINT_HEX} AS id, argMax(latest.type, latest.time) AS type, argMax(latest.message, latest.time) AS message,
    argMax(place, latest.time) AS where, max(from_browser) AS is_browser, arraySort(groupUniqArray(toString(service))) AS services
  FROM issue_minutes WHERE ${ROWS} GROUP BY fingerprint`;

const TREND_SQL = `
  SELECT ${FINGERPRINT_HEX} AS id, toInt32(intDiv(toInt64(toUnixTimestamp(minute)) - {begin:Int64}, {step:Int64})) AS stretch,
    toString(sum(issue_minutes.events)) AS events
  FROM issue_minutes WHERE ${ROWS} AND ${IN_RANGE} GROUP BY fingerprint, stretch`;
