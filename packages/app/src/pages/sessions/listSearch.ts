import { formatTerm } from '@throughline/model';
import { type SessionFilter, TIME_RANGES, type TimeRange } from '../../load/sessionList.ts';

/** What the address of the list restores; absent is the default. */
export interface ListSearch {
  range?: TimeRange;
  /** Unix milliseconds; either takes the place of `range`. */
  from?: number;
  to?: number;
  /** In the language of searches. */
  q?: string;
  incident?: string;
}

/** How far back the list reaches if nobody says. */
export const DEFAULT_RANGE: TimeRange = '24h';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Takes what it knows from an address that anybody may have written. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  // A user and `errors=only` had parameters of their own; links may still say so.
  const q = [
    text(raw.q),
    text(raw.user) && formatTerm('user', text(raw.user)),
    raw.errors === 'only' && formatTerm('has', 'error'),
  ];
  return {
    range: isTimeRange(raw.range) ? raw.range : undefined,
    from: moment(raw.from),
    to: moment(raw.to),
    q: q.filter(Boolean).join(' ') || undefined,
    incident: UUID.test(text(raw.incident)) ? text(raw.incident) : undefined,
  };
}

export function isTimeRange(value: unknown): value is TimeRange {
  return typeof value === 'string' && Object.hasOwn(TIME_RANGES, value);
}

function moment(value: unknown): number | undefined {
  const number = value === '' || value === undefined ? Number.NaN : Number(value);
  return Number.isFinite(number) && number >= 0 ? Math.trunc(number) : undefined;
}

export function toFilter({
  range = DEFAULT_RANGE,
  from,
  to,
  q = '',
  incident = '',
}: ListSearch): SessionFilter {
  return { range, from, to, search: q, incident };
}

/** The address of the filter; what is as by default is left out. */
export function toListSearch({ range, from, to, search, incident }: SessionFilter): ListSearch {
  return {
    range: range === DEFAULT_RANGE || from !== undefined || to !== undefined ? undefined : range,
    from,
    to,
    q: search || undefined,
    incident: incident || undefined,
  };
}
