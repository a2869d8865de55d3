import type { RequestSummary, SpanReference, TraceSummary } from '@throughline/format';
import { causesUntil } from '../network/actionCauses.ts';
import { nextActionAfter, requestsCausedBy, type TimedLine } from './actions.ts';

/** What an action caused: names of things that any list can look its own rows up in. */
export interface Caused {
  /** The action's line of the timeline. */
  action: string;
  /** Unix milliseconds: from the action to when what came of it had come. */
  from: number;
  to: number;
  /** Requests of the browser, `<trace id>.<span id>`. */
  requests: ReadonlySet<string>;
  /** Spans of the action itself, likewise: they stand in the same traces. */
  actionSpans: ReadonlySet<string>;
  /** Ids of traces. */
  traces: ReadonlySet<string>;
  /** Ids of lines of the timeline: requests, spans, logs, errors, navigations. */
  items: ReadonlySet<string>;
  /** Names of services other than the page's. */
  services: ReadonlySet<string>;
  spans: number;
  /** Lines of logs and of the console. */
  logs: number;
  errors: number;
}

/** What tells which traces follow a trace: the links of its spans. */
type LinkedTrace = Pick<TraceSummary, 'traceId'> & { spans: readonly { links?: readonly SpanReference[] }[] };

/** Lines of the page that come of an action if they come soon after it, or after the last answer to it. */
const OF_THE_PAGE: ReadonlySet<string> = new Set(['error', 'console', 'navigation']);

/**
 * What came of what a person did: the requests that its span is the parent of (or that began soon after, where no request says
 * what caused it), their traces whole with those that follow them over links (of messages), and what the page said until shortly after the
 * last answer. `items` are in the order of time, `known` the traces of the session, as far as they are here.
 */
export function causedBy(
  action: TimedLine,
  items: readonly TimedLine[],
  requests: readonly RequestSummary[],
  known: readonly LinkedTrace[] = [],
): Caused {
  const next = nextActionAfter(items, action);
  const own = requestsCausedBy(action, requests, next);
  const keys = new Set(own.map(({ traceId, spanId }) => `${traceId}.${spanId}`));
  const traces = withFollowing(new Set(own.map(({ traceId }) => traceId)), known);
  const actionSpans = new Set(
    own.flatMap(({ traceId, action: cause }) => (cause ? [`${traceId}.${cause.spanId}`] : [])),
  );
  const until = causesUntil(action.time, own, next);
  const isCaused = (item: TimedLine) => {
    if (item.id === action.id || actionSpans.has(`${item.traceId}.${item.spanId}`)) return false;
    if (item.traceId && traces.has(item.traceId)) {
      const isRequest = item.kind === 'request' || item.kind === 'response';
      return isRequest
        ? keys.has(`${item.traceId}.${item.spanId}`)
        : item.kind === 'span' || item.kind === 'log';
    }
    return (
      OF_THE_PAGE.has(item.kind) &&
      (!action.tabId || item.tabId === action.tabId) &&
      item.time >= action.time &&
      item.time <= until
    );
  };
  const caused = items.filter(isCaused);
  const count = (test: (item: TimedLine) => boolean) => caused.filter(test).length;
  return {
    action: action.id,
    from: action.time,
    to: caused.reduce((latest, { time }) => Math.max(latest, time), action.time),
    requests: keys,
    actionSpans,
    traces,
    items: new Set(caused.map(({ id }) => id)),
    services: new Set(caused.map(({ service }) => service).filter((service) => service !== action.service)),
    spans: count(({ kind }) => kind === 'span'),
    logs: count(({ kind }) => kind === 'log' || kind === 'console'),
    errors: count(({ severity, kind }) => severity === 'error' && kind !== 'response'),
  };
}

/** The traces, and those whose spans are linked to one of them, and so on. */
function withFollowing(traces: ReadonlySet<string>, known: readonly LinkedTrace[]): ReadonlySet<string> {
  const following = new Map<string, string[]>();
  for (const { traceId, spans } of known)
    for (const { links } of spans)
      for (const link of links ?? []) {
        const others = following.get(link.traceId);
        if (others) others.push(traceId);
        else following.set(link.traceId, [traceId]);
      }
  const all = new Set(traces);
  // A set is walked to its end, what is added on the way included.
  for (const traceId of all) for (const next of following.get(traceId) ?? []) all.add(next);
  return all;
}
