import { type SessionFilter, TIME_RANGES, type TimeRange } from '../../load/sessionList.ts';

/** What the address of the list restores; absent is the default. */
export interface ListSearch {
  range?: TimeRange;
  user?: string;
  errors?: 'only';
  q?: string;
}

/** How far back the list reaches if nobody says. */
const DEFAULT_RANGE: TimeRange = '24h';

/** Takes what it knows from an address that anybody may have written. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    range:
      typeof raw.range === 'string' && Object.hasOwn(TIME_RANGES, raw.range)
        ? (raw.range as TimeRange)
        : undefined,
    user: text(raw.user),
    errors: raw.errors === 'only' ? 'only' : undefined,
    q: text(raw.q),
  };
}

export function toFilter({ range = DEFAULT_RANGE, user = '', errors, q = '' }: ListSearch): SessionFilter {
  return { range, user, errorsOnly: errors === 'only', q };
}

/** The address of the filter; what is as by default is left out. */
export function toListSearch({ range, user, errorsOnly, q }: SessionFilter): ListSearch {
  return {
    range: range === DEFAULT_RANGE ? undefined : range,
    user: user || undefined,
    errors: errorsOnly ? 'only' : undefined,
    q: q || undefined,
  };
}
