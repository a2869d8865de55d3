import { ATTRIBUTES, SEVERITY, STATUS_CODES, type StatusCode } from '@throughline/format';
import type { SearchTerm } from '@throughline/model';
import { resourceText, resourceTextOf } from '../store/tables/resource.ts';
import { inRecords } from './recordConditions.ts';
import { type Bind, compare, compareWith, likePattern } from './searchSql.ts';

/** A condition on the records of a session, and the keys that it stands for. */
export interface RecordGroup {
  key: SearchTerm['key'] | 'record';
  sql: string;
}

type Write = (term: SearchTerm, bind: Bind) => string;

const OF_RECORD: Partial<Record<SearchTerm['key'], Write>> = {
  service: (term, bind) => name('service', term, bind),
  attribute: (term, bind) => {
    const { own, inherited } = attribute(term, bind);
    return `(${own} OR ${inherited})`;
  },
};
const OF_SPAN: Partial<Record<SearchTerm['key'], Write>> = {
  span: (term, bind) => name('name', term, bind),
  status: ({ value }, bind) => `status_code = ${bind(STATUS_CODES.indexOf(value as StatusCode), 'UInt8')}`,
  duration: ({ comparison }, bind) => compare('duration', comparison, bind),
};
const OF_LOG: Partial<Record<SearchTerm['key'], Write>> = {
  level: ({ value }, bind) =>
    `severity_number >= ${bind(SEVERITY[value as keyof typeof SEVERITY] ?? SEVERITY.error, 'UInt8')}`,
  log: ({ value }, bind) => `positionCaseInsensitiveUTF8(body, ${bind(value, 'String')}) > 0`,
};

/**
 * What terms say of records, as SQL of a session. All that is said of spans holds of one span, all that is said of logs of one
 * log; what is said of either holds of the same.
 */
export function recordGroups(terms: readonly SearchTerm[], bind: Bind): RecordGroup[] {
  const [span, log] = [conditions(terms, OF_SPAN, bind), conditions(terms, OF_LOG, bind)];
  const either = conditions(terms, OF_RECORD, bind);
  const groups: RecordGroup[] = [];
  if (span.length > 0) groups.push(group('record', { span: all([...span, ...either]) }));
  if (log.length > 0) groups.push(group('record', { log: all([...log, ...either]) }));
  if (groups.length === 0 && either.length > 0) groups.push(ofEither(terms, either, bind));

  const events = terms.filter(({ key }) => key === 'event');
  if (events.length > 0)
    groups.push(group('event', { log: any(events.map((term) => name('event_name', term, bind))) }));
  const releases = terms.filter(({ key }) => key === 'release');
  if (releases.length > 0) {
    const version = resourceText(ATTRIBUTES.serviceVersion);
    const isRelease = any(releases.map((term) => name(version, term, bind)));
    groups.push(group('release', { log: isRelease, span: isRelease }));
  }
  return groups;
}

function ofEither(terms: readonly SearchTerm[], either: string[], bind: Bind): RecordGroup {
  const [first, ...others] = terms.filter(({ key }) => key === 'attribute');
  const hasService = terms.some(({ key }) => key === 'service');
  if (!first || others.length > 0 || hasService)
    return group(first ? 'record' : 'service', { span: all(either), log: all(either) });
  // Apart: an index knows the values of attributes, and a resource is looked at once in a dictionary.
  const { own, inherited } = attribute(first, bind);
  const [a, b] = [
    group('attribute', { span: own, log: own }),
    group('attribute', { span: inherited, log: inherited }),
  ];
  return { key: 'attribute', sql: `(${a.sql} OR ${b.sql})` };
}

function group(key: RecordGroup['key'], of: { span?: string; log?: string }): RecordGroup {
  return { key, sql: `session_id ${inRecords(of)}` };
}

/** Of each key one value must hold, of comparisons all. */
function conditions(
  terms: readonly SearchTerm[],
  writers: Partial<Record<SearchTerm['key'], Write>>,
  bind: Bind,
): string[] {
  const byKey = new Map<string, string[]>();
  for (const term of terms) {
    const write = writers[term.key];
    if (!write) continue;
    const key = term.comparison ? `compared ${byKey.size}` : `${term.key} ${term.name}`;
    byKey.set(key, [...(byKey.get(key) ?? []), write(term, bind)]);
  }
  return [...byKey.values()].map(any);
}

function attribute(term: SearchTerm, bind: Bind): { own: string; inherited: string } {
  const key = bind(term.name, 'String');
  const [own, inherited] = [`attributes[${key}]`, resourceTextOf(key)];
  if (!term.comparison) return { own: name(own, term, bind), inherited: name(inherited, term, bind) };
  const write = (number: number) => bind(number, 'Float64');
  return {
    own: compareWith(`toFloat64OrNull(${own})`, term.comparison, write),
    inherited: compareWith(`toFloat64OrNull(${inherited})`, term.comparison, write),
  };
}

/** SQL for whether a text is the value of a term. */
function name(text: string, { value, isPattern }: SearchTerm, bind: Bind): string {
  return isPattern
    ? `${text} LIKE ${bind(likePattern(value), 'String')}`
    : `${text} = ${bind(value, 'String')}`;
}

const all = (conditions: readonly string[]): string => conditions.join(' AND ');
const any = (conditions: readonly string[]): string =>
  conditions.length === 1 ? (conditions[0] as string) : `(${conditions.join(' OR ')})`;
