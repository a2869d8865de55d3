import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  type IssueChange,
  type IssueDetail,
  type IssueFilter,
  type IssueList,
  type IssueSort,
  type IssueTimes,
  PATHS,
} from '@throughline/format';
import { getJson, requestJson } from './request.ts';
import { TIME_RANGES, type TimeRange } from './sessionList.ts';

/** How often lists are asked for while they are looked at, milliseconds. */
const REFRESH_EVERY_MS = 15_000;

/** What the list of issues is narrowed to. Empty strings narrow nothing. */
export interface IssueListFilter {
  range: TimeRange;
  state: IssueFilter;
  text: string;
  service: string;
  release: string;
  sort: IssueSort;
}

/** From when on a range counts, Unix milliseconds. */
export function beginOf(range: TimeRange): number {
  return Math.max(0, Date.now() - TIME_RANGES[range].ms);
}

export function issueList({ range, text, ...filter }: IssueListFilter) {
  return queryOptions({
    queryKey: ['issues', 'list', { range, text, ...filter }],
    queryFn: ({ signal }) =>
      getJson<IssueList>('/issues', { ...filter, q: text, from: beginOf(range) }, signal),
    refetchInterval: REFRESH_EVERY_MS,
    placeholderData: keepPreviousData,
  });
}

export function issueDetail(fingerprint: string, range: TimeRange) {
  return queryOptions({
    queryKey: ['issues', 'one', fingerprint, range],
    queryFn: ({ signal }) =>
      getJson<IssueDetail>(`/issues/${encodeURIComponent(fingerprint)}`, { from: beginOf(range) }, signal),
    refetchInterval: REFRESH_EVERY_MS,
    placeholderData: keepPreviousData,
  });
}

/** How long issues take, of the last `weeks` weeks. */
export function issueTimes(weeks: number) {
  return queryOptions({
    queryKey: ['issues', 'times', weeks],
    queryFn: ({ signal }) => getJson<IssueTimes>('/issues/times', { weeks }, signal),
  });
}

/** Resolves, ignores or reopens an issue. Throws `RequestError`, with the server's reason. */
export async function changeIssue(fingerprint: string, change: IssueChange): Promise<void> {
  await requestJson('PATCH', `${PATHS.api}/issues/${encodeURIComponent(fingerprint)}`, change);
}

/** Says that a person looks at the issue. Throws `RequestError`. */
export async function viewIssue(fingerprint: string): Promise<void> {
  await requestJson('POST', `${PATHS.api}/issues/${encodeURIComponent(fingerprint)}/views`);
}
