import type { SessionFacet, SessionFacets } from '@throughline/format';
import type { SearchTerm } from '@throughline/model';
import { QUERY_LIMITS } from '../limits.ts';
import type { Parameters } from '../store/engine.ts';
import type { Reader } from '../store/reader.ts';
import type { Arrival } from './arrival.ts';
import {
  ARRIVAL_OF_CANDIDATES,
  inCandidates,
  recordFacets,
  serviceFacet,
  summaryFacets,
} from './facetSql.ts';
import { inHours } from './recordConditions.ts';
import { HAS_EVENTS, searchConditions } from './searchConditions.ts';
import { conditionsOf } from './sessionFilter.ts';
import { nanoseconds } from './time.ts';

export interface FacetQuestion {
  project: string;
  /** Unix milliseconds; without a beginning, `QUERY_LIMITS.searchedDays` before the end. */
  from?: number | undefined;
  to?: number | undefined;
  search?: readonly SearchTerm[] | undefined;
  /** Id of an incident that they fell into. */
  incident?: string | undefined;
}

const DAY_MS = 86_400_000;
/** As far ahead of the server's clock as a record's time is believed, milliseconds: a week. */
const AHEAD_MS = 7 * DAY_MS;

/** Facets in the order in which they are told. */
const FACETS = ['has', 'service', 'user', 'url', 'browser', 'lasted', 'kept', 'release', 'event'] as const;

/** Of all sessions that match. */
const ALL = 'all';

interface FacetRow {
  facet: string;
  value: string;
  label: string;
  count: string;
}

/** Counts of the sessions that match, by what they have. Looks at the newest `QUERY_LIMITS.facetSessions` of the time range. */
export async function readFacets(reader: Reader, question: FacetQuestion): Promise<SessionFacets> {
  const { project, from, to = Date.now() + AHEAD_MS, search = [], incident } = question;
  const since = from ?? Math.min(to, Date.now()) - QUERY_LIMITS.searchedDays * DAY_MS;
  const given: Parameters = {
    project,
    since: nanoseconds(since),
    until: nanoseconds(to),
    most: QUERY_LIMITS.facetSessions,
    values: QUERY_LIMITS.facetValues,
    slack: QUERY_LIMITS.lateArrivalMs,
  };
  const [arrival] = await reader.query<Arrival & { count: string }>(ARRIVAL_OF_CANDIDATES, given);
  if (!arrival || arrival.count === '0') return { facets: [], sessions: 0, isPartial: false };

  const fixed = conditionsOf({ incident });
  const { conditions, parameters } = searchConditions(search);
  const bound = { ...given, ...fixed.parameters, ...parameters, first: arrival.first, last: arrival.last };
  const flagged = conditions.map(({ key, of, sql }) => ({
    key,
    sql: of === 'ofHours' ? `session_id ${inHours(sql)}` : sql,
  }));
  const matching = (but?: string) =>
    inCandidates([...fixed.ofRecords, ...flagged.filter(({ key }) => key !== but).map(({ sql }) => sql)]);
  const rows = await Promise.all([
    reader.query<FacetRow>(summaryFacets(fixed.ofRecords, flagged), bound),
    reader.query<FacetRow>(serviceFacet(matching('service')), bound),
    reader.query<FacetRow>(recordFacets(matching()), bound),
  ]);
  return {
    ...toFacets(rows.flat()),
    isPartial: Number(arrival.count) >= QUERY_LIMITS.facetSessions,
  };
}

function toFacets(rows: readonly FacetRow[]): Pick<SessionFacets, 'facets' | 'sessions'> {
  const byKey = new Map<string, SessionFacet['values']>();
  for (const { facet, value, label, count } of rows) {
    const choice = facet === 'click' ? CHOICES.get(value) : undefined;
    const key = choice ? 'has' : facet;
    const values = byKey.get(key) ?? [];
    byKey.set(key, values);
    values.push({
      value: choice ?? value,
      sessions: Number(count),
      ...(label !== '' && label !== value && { label }),
    });
  }
  return {
    sessions: byKey.get(ALL)?.[0]?.sessions ?? 0,
    facets: FACETS.flatMap((key) => {
      const values = byKey.get(key)?.sort((a, b) => b.sessions - a.sessions || (a.value < b.value ? -1 : 1));
      return values ? [{ key, values }] : [];
    }),
  };
}

const CHOICES = new Map(Object.entries(HAS_EVENTS).map(([choice, event]) => [event, choice]));
