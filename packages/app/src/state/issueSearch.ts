import { ISSUE_FILTERS, ISSUE_SORTS, type IssueFilter, type IssueSort } from '@throughline/format';
import type { IssueListFilter } from '../load/issues.ts';
import { TIME_RANGES, type TimeRange } from '../load/sessionList.ts';

/** What the address of the list of issues restores; absent is the default. */
export interface IssueSearch {
  range?: TimeRange;
  state?: IssueFilter;
  q?: string;
  service?: string;
  release?: string;
  sort?: IssueSort;
}

/** How far back is looked if nobody says. */
export const DEFAULT_ISSUE_RANGE: TimeRange = '7d';

const DEFAULTS = { range: DEFAULT_ISSUE_RANGE, state: 'open', sort: 'lastSeen' } as const;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The one of `known` that `value` is, unless it is the default. */
function oneOf<Value extends string>(
  value: unknown,
  known: readonly Value[],
  usual: Value,
): Value | undefined {
  const found = known.find((one) => one === value);
  return found === usual ? undefined : found;
}

const RANGES = Object.keys(TIME_RANGES) as TimeRange[];

/** Takes what it knows from an address that anybody may have written. */
export function readIssueSearch(raw: Record<string, unknown>): IssueSearch {
  return {
    range: oneOf(raw.range, RANGES, DEFAULTS.range),
    state: oneOf(raw.state, ISSUE_FILTERS, DEFAULTS.state),
    q: text(raw.q),
    service: text(raw.service),
    release: text(raw.release),
    sort: oneOf(raw.sort, ISSUE_SORTS, DEFAULTS.sort),
  };
}

/** What the addresses of one issue, and of the releases, restore. */
export function readRangeSearch(raw: Record<string, unknown>): Pick<IssueSearch, 'range'> {
  return { range: readIssueSearch(raw).range };
}

export function toIssueFilter({
  q = '',
  service = '',
  release = '',
  ...chosen
}: IssueSearch): IssueListFilter {
  return {
    range: chosen.range ?? DEFAULTS.range,
    state: chosen.state ?? DEFAULTS.state,
    sort: chosen.sort ?? DEFAULTS.sort,
    text: q,
    service,
    release,
  };
}
