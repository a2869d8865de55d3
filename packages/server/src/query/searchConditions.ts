import { EVENTS } from '@throughline/format';
import type { SearchTerm } from '@throughline/model';
import type { Parameters } from '../store/engine.ts';
import { ARRIVED } from './arrival.ts';
import { BROWSER } from './browserSql.ts';
import { KEPT_BECAUSE } from './keptSessions.ts';
import { contains, hasText, inHours, SESSIONS_OF_FAILED_TRACES } from './recordConditions.ts';
import { recordGroups } from './searchRecords.ts';
import { type Bind, compare, likePattern } from './searchSql.ts';

/** One condition of SQL that a search comes to. */
export interface SearchCondition {
  /** The terms that it stands for: a key of theirs, or `record` for all that one record must have. */
  key: SearchTerm['key'] | 'record';
  /** Which of `Conditions` it is one of. */
  of: 'ofHours' | 'ofRecords' | 'ofSessions' | 'ofSessionsAndRecords';
  sql: string;
}

/**
 * A search as conditions of SQL. Of several terms of one key one must hold, but of comparisons and of `has` all; what is said of
 * spans and logs must hold of one record; what is negated must hold of none.
 */
export function searchConditions(terms: readonly SearchTerm[]): {
  conditions: SearchCondition[];
  parameters: Parameters;
} {
  const parameters: Parameters = {};
  const bind: Bind = (value, type) => {
    const name = `search${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `{${name}:${type}}`;
  };
  const positive = terms.filter(({ isNegated }) => !isNegated);
  const conditions: SearchCondition[] = [];
  for (const [key, write] of Object.entries(OF_SESSION) as [SearchTerm['key'], Write][]) {
    const own = positive.filter((term) => term.key === key);
    const isEither = !own.some(({ comparison }) => comparison) && key !== 'has';
    if (own.length > 0 && isEither)
      conditions.push(
        either(
          key,
          own.map((term) => write(term, bind)),
        ),
      );
    else for (const term of own) conditions.push({ key, ...write(term, bind) });
    for (const term of terms.filter((one) => one.key === key && one.isNegated))
      conditions.push(not(key, write(term, bind)));
  }
  for (const group of recordGroups(positive, bind))
    conditions.push({ key: group.key, of: 'ofRecords', sql: group.sql });
  for (const term of terms)
    if (term.isNegated)
      for (const { key, sql } of recordGroups([term], bind))
        conditions.push({ key, of: 'ofRecords', sql: `NOT (${sql})` });
  return { conditions: onePerHour(conditions), parameters };
}

type Written = Pick<SearchCondition, 'of' | 'sql'>;
type Write = (term: SearchTerm, bind: Bind) => Written;

const OF_SESSION: Partial<Record<SearchTerm['key'], Write>> = {
  user: ({ value }, bind) => textOf('users', value, bind),
  url: ({ value }, bind) => textOf('pages', value, bind),
  browser: (term, bind) => ({ of: 'ofSessions', sql: like(BROWSER, term, bind) }),
  lasted: ({ comparison }, bind) => ({ of: 'ofSessions', sql: compare('ended - began', comparison, bind) }),
  kept: (term, bind) => ({ of: 'ofSessionsAndRecords', sql: like(KEPT, term, bind) }),
  has: ({ value }) => HAS[value] ?? { of: 'ofSessions', sql: '0' },
  text: ({ value }, bind) => {
    const parameter = bind(value, 'String').slice(1, -':String}'.length);
    return { of: 'ofRecords', sql: hasText(parameter) };
  },
};

/** As rows of the list say it: what failed in a service that knows no session counts before `sampled`. */
export const KEPT = `if(${KEPT_BECAUSE} IN ('', 'sampled') AND session_id GLOBAL IN (${SESSIONS_OF_FAILED_TRACES}),
  'error span', ${KEPT_BECAUSE})`;

/** SQL for whether anything threw or was logged as an error. */
export const HAS_ERROR = `(sum(sessions.exceptions) + sum(sessions.error_logs) > 0
  OR session_id GLOBAL IN (${SESSIONS_OF_FAILED_TRACES}))`;

/** Events by what a search calls them. */
export const HAS_EVENTS: Readonly<Record<string, string>> = {
  'rage-click': EVENTS.rageClick,
  'dead-click': EVENTS.deadClick,
  'error-click': EVENTS.errorClick,
};

const HAS: Record<string, Written> = {
  error: { of: 'ofSessionsAndRecords', sql: HAS_ERROR },
  'failed-request': { of: 'ofSessions', sql: 'sum(sessions.failed_requests) > 0' },
  ...Object.fromEntries(
    Object.entries(HAS_EVENTS).map(([choice, event]) => [choice, { of: 'ofRecords', sql: ofEvent(event) }]),
  ),
};

function ofEvent(event: string): string {
  return `session_id GLOBAL IN (SELECT session_id FROM logs
    WHERE project = {project:String} AND ${ARRIVED} AND event_name = '${event}')`;
}

function textOf(column: 'users' | 'pages', value: string, bind: Bind): Written {
  const parameter = bind(value, 'String').slice(1, -':String}'.length);
  return { of: 'ofHours', sql: `arrayExists(text -> ${contains('text', parameter)}, ${column})` };
}

function either(key: SearchTerm['key'], written: readonly Written[]): SearchCondition {
  const [first] = written;
  return {
    key,
    of: first?.of ?? 'ofSessions',
    sql: `(${written.map(({ sql }) => sql).join(' OR ')})`,
  };
}

function not(key: SearchTerm['key'], { of, sql }: Written): SearchCondition {
  // An hour that does not say so says nothing of the others.
  return of === 'ofHours'
    ? { key, of: 'ofSessions', sql: `NOT (session_id ${inHours(sql)})` }
    : { key, of, sql: `NOT (${sql})` };
}

/** What a session says of itself it may say in different hours, so one condition at most is of the same. */
function onePerHour(conditions: readonly SearchCondition[]): SearchCondition[] {
  const first = conditions.findIndex(({ of }) => of === 'ofHours');
  return conditions.map((condition, index) =>
    condition.of !== 'ofHours' || index === first
      ? condition
      : { ...condition, of: 'ofSessions', sql: `session_id ${inHours(condition.sql)}` },
  );
}

/** SQL for whether a text is the value of a term, in any case. Of aggregates the engine cannot make one out of several `ILIKE`. */
function like(text: string, { value, isPattern }: SearchTerm, bind: Bind): string {
  return isPattern
    ? `(${text} ILIKE ${bind(likePattern(value), 'String')}) = 1`
    : `lowerUTF8(${text}) = lowerUTF8(${bind(value, 'String')})`;
}
