/** What a search for sessions can ask for, by the name that stands before the colon. */

/**
 * How the value of a key is meant: `part` is found within a text in any case, `name` is the whole of one (`*` stands for any
 * characters), `choice` one of a few words, `duration` a comparison such as `>2s`.
 */
export type SearchValueKind = 'part' | 'name' | 'choice' | 'duration';

export interface SearchKeyInfo {
  readonly key: string;
  /** What it is a condition of. Those of `span`, `log` and `record` (either) hold of one and the same record. */
  readonly of: 'session' | 'span' | 'log' | 'record';
  readonly kind: SearchValueKind;
  readonly about: string;
  readonly choices?: readonly string[];
}

export const SEARCH_KEYS = [
  { key: 'user', of: 'session', kind: 'part', about: 'part of an id, a name or an e-mail address' },
  { key: 'url', of: 'session', kind: 'part', about: 'part of the address of a page' },
  { key: 'browser', of: 'session', kind: 'name', about: 'Chrome, Firefox, Safari, …' },
  {
    key: 'has',
    of: 'session',
    kind: 'choice',
    about: 'what happened in it',
    choices: ['error', 'failed-request', 'rage-click', 'dead-click', 'error-click'],
  },
  { key: 'event', of: 'session', kind: 'name', about: 'name of an event' },
  { key: 'lasted', of: 'session', kind: 'duration', about: 'length of the session: >5m' },
  { key: 'kept', of: 'session', kind: 'name', about: 'why it is kept' },
  { key: 'release', of: 'session', kind: 'name', about: 'version of the page or of a service' },
  { key: 'service', of: 'record', kind: 'name', about: 'a service that took part' },
  { key: 'span', of: 'span', kind: 'name', about: 'name of a span' },
  {
    key: 'status',
    of: 'span',
    kind: 'choice',
    about: 'status of a span',
    choices: ['error', 'ok', 'unset'],
  },
  { key: 'duration', of: 'span', kind: 'duration', about: 'how long a span took: >2s' },
  {
    key: 'level',
    of: 'log',
    kind: 'choice',
    about: 'severity of a log line, or above',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'],
  },
  { key: 'log', of: 'log', kind: 'part', about: 'part of a log line' },
] as const satisfies readonly SearchKeyInfo[];

export type SearchKey = (typeof SEARCH_KEYS)[number]['key'];

export function searchKey(key: string): SearchKeyInfo | undefined {
  return SEARCH_KEYS.find((info) => info.key === key);
}
