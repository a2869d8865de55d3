import { incidentReason } from '@throughline/format';
import type { SearchTerm } from '@throughline/model';
import type { Parameters } from '../store/engine.ts';
import { resourceTextOf } from '../store/tables/resource.ts';
import { contains, hasText, inRecords, TROUBLED } from './recordConditions.ts';
import { searchConditions } from './searchConditions.ts';

/** What a session must have to be found; all of it. */
export interface SessionFilter {
  /** Unix milliseconds; a session counts that overlaps the range. */
  from?: number | undefined;
  to?: number | undefined;
  /** Part of the id, name or e-mail address of who was there. */
  user?: string | undefined;
  /** Part of the address of a page. */
  url?: string | undefined;
  /** Whether anything went wrong. */
  error?: boolean | undefined;
  /** Name of an event of the browser, or of any log. */
  event?: string | undefined;
  service?: string | undefined;
  /** Name of a span. With a duration: of one span that has both. */
  span?: string | undefined;
  /** Of a span, milliseconds. */
  minSpanDuration?: number | undefined;
  /** Of the session, milliseconds. */
  minDuration?: number | undefined;
  maxDuration?: number | undefined;
  /** Of a span, a log, or what sent it. */
  attributes?: readonly { name: string; value: string }[] | undefined;
  /** Id of an incident that it fell into. */
  incident?: string | undefined;
  /** Free text. */
  q?: string | undefined;
  /** What was asked for in the language of searches. */
  search?: readonly SearchTerm[] | undefined;
}

/** Conditions of SQL, and the values of their placeholders. */
export interface Conditions {
  /** Of a row of `session_hours`, by what its session says of itself. */
  ofHours: string[];
  /** Of a session, as `session_id IN …`, by records that arrived within `ARRIVED`. */
  ofRecords: string[];
  /** Of a session's rows of `sessions` taken together, `began` and `ended` (nanoseconds) among them. */
  ofSessions: string[];
  /** The same, where records have a say that arrived within `ARRIVED`. */
  ofSessionsAndRecords: string[];
  parameters: Parameters;
}

const NANOSECONDS_A_MILLISECOND = 1_000_000;
const nano = (milliseconds: number): number => Math.round(milliseconds * NANOSECONDS_A_MILLISECOND);

export function conditionsOf(filter: SessionFilter): Conditions {
  const parameters: Parameters = {};
  const conditions: Conditions = {
    ofHours: [],
    ofRecords: [],
    ofSessions: [],
    ofSessionsAndRecords: [],
    parameters,
  };
  const { ofHours, ofRecords, ofSessions } = conditions;
  const bind = (values: Parameters) => Object.assign(parameters, values);

  if (filter.user) {
    ofHours.push(`arrayExists(text -> ${contains('text', 'user')}, users)`);
    bind({ user: filter.user });
  }
  if (filter.url) {
    ofHours.push(`arrayExists(text -> ${contains('text', 'url')}, pages)`);
    bind({ url: filter.url });
  }
  if (filter.minDuration !== undefined) {
    ofSessions.push('ended - began >= {minDuration:UInt64}');
    bind({ minDuration: nano(filter.minDuration) });
  }
  if (filter.maxDuration !== undefined) {
    ofSessions.push('ended - began <= {maxDuration:UInt64}');
    bind({ maxDuration: nano(filter.maxDuration) });
  }
  if (filter.error !== undefined)
    ofRecords.push(`session_id GLOBAL ${filter.error ? 'IN' : 'NOT IN'} ${TROUBLED}`);
  if (filter.event) {
    ofRecords.push(`session_id ${inRecords({ log: 'event_name = {event:String}' })}`);
    bind({ event: filter.event });
  }
  if (filter.service) {
    const isService = 'service = {service:String}';
    ofRecords.push(`session_id ${inRecords({ log: isService, span: isService })}`);
    bind({ service: filter.service });
  }
  const ofSpan = [
    ...(filter.span ? ['name = {span:String}'] : []),
    ...(filter.minSpanDuration === undefined ? [] : ['duration >= {minSpanDuration:Int64}']),
  ];
  if (ofSpan.length > 0) {
    const withService = filter.service ? [...ofSpan, 'service = {service:String}'] : ofSpan;
    ofRecords.push(`session_id ${inRecords({ span: withService.join(' AND ') })}`);
    bind({ span: filter.span ?? '', minSpanDuration: nano(filter.minSpanDuration ?? 0) });
  }
  for (const [index, { name, value }] of (filter.attributes ?? []).entries()) {
    const [n, v] = [`{name${index}:String}`, `{value${index}:String}`];
    // Apart: an index knows the values of attributes, and a resource is looked at once in a dictionary.
    const [own, inherited] = [`attributes[${n}] = ${v}`, `${resourceTextOf(n)} = ${v}`];
    ofRecords.push(
      `(session_id ${inRecords({ log: own, span: own })} OR session_id ${inRecords({ log: inherited, span: inherited })})`,
    );
    bind({ [`name${index}`]: name, [`value${index}`]: value });
  }
  if (filter.incident) {
    ofRecords.push(`session_id ${IN_INCIDENT}`);
    bind({ incidentReason: incidentReason(filter.incident) });
  }
  if (filter.q) {
    ofRecords.push(hasText('q'));
    bind({ q: filter.q });
  }
  const search = searchConditions(filter.search ?? []);
  bind(search.parameters);
  for (const { of, sql } of search.conditions) conditions[of].push(sql);
  return conditions;
}

/** Whoever records for an incident says so as the reason to keep the session. */
const IN_INCIDENT = `GLOBAL IN (
  SELECT session_id FROM sessions WHERE project = {project:String} AND has(keep_reasons, {incidentReason:String}))`;
