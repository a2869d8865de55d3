import type { RequestSummary, TraceSummary } from '@throughline/format';
import { originOf } from './network/address.ts';

/** Spans of services may come this long after the request, milliseconds: exporters send in batches, and try again. */
const USUAL_DELAY_MS = 60_000;

const DAY_MS = 86_400_000;

/** Why no service has told of a request. */
export type UnlinkedReason =
  | 'aborted'
  | 'unanswered'
  | 'no headers possible'
  | 'late'
  | 'expired'
  | 'other origin'
  | 'no exporter'
  | 'not sampled'
  | 'lost';

/** How many of the browser's requests lead on to what services did for them, and why the others do not. */
export interface LinkCompleteness {
  requests: number;
  linked: number;
  unlinked: { reason: UnlinkedReason; requests: RequestSummary[] }[];
}

/** What there is to judge by beside requests and spans. */
export interface LinkCircumstances {
  /** Origins of the session's pages. */
  pageOrigins: ReadonlySet<string>;
  /** Unix milliseconds by the server's clock. */
  now: number;
  /** How long spans are kept, days; `undefined` if that is not known. */
  keptDays?: number | undefined;
}

/**
 * `traces` are those of the session. A request is linked if a span of another service is its child. The first reason that holds
 * counts.
 */
export function linkCompleteness(
  requests: readonly RequestSummary[],
  traces: readonly TraceSummary[],
  circumstances: LinkCircumstances,
): LinkCompleteness {
  const servedParents = new Set<string>();
  for (const { traceId, spans } of traces) {
    const services = new Map(spans.map(({ spanId, service }) => [spanId, service]));
    for (const { parentSpanId, service } of spans)
      if (services.has(parentSpanId) && services.get(parentSpanId) !== service)
        servedParents.add(`${traceId}.${parentSpanId}`);
  }
  const isLinked = ({ traceId, spanId }: RequestSummary) => servedParents.has(`${traceId}.${spanId}`);
  const linked = requests.filter(isLinked);
  const served = servedTimes(linked);
  const unlinked = new Map<UnlinkedReason, RequestSummary[]>();
  for (const request of requests) {
    if (isLinked(request)) continue;
    const reason = reasonOf(request, served, circumstances);
    unlinked.set(reason, [...(unlinked.get(reason) ?? []), request]);
  }
  return {
    requests: requests.length,
    linked: linked.length,
    unlinked: [...unlinked]
      .map(([reason, them]) => ({ reason, requests: them }))
      .sort((a, b) => b.requests.length - a.requests.length),
  };
}

function reasonOf(
  { type, errorType, status, failed, url, startTimeUnixNano, durationNano }: RequestSummary,
  served: ReadonlyMap<string, { first: number; last: number }>,
  { pageOrigins, now, keptDays }: LinkCircumstances,
): UnlinkedReason {
  if (errorType === 'AbortError') return 'aborted';
  if (failed && status === undefined) return 'unanswered';
  // The browser gives a page no way to add headers to these.
  if (type !== 'fetch' && type !== 'xhr') return 'no headers possible';
  const ended = (Number(startTimeUnixNano) + Number(durationNano)) / 1e6;
  if (now - ended < USUAL_DELAY_MS) return 'late';
  if (keptDays !== undefined && now - ended > keptDays * DAY_MS) return 'expired';
  const origin = originOf(url);
  const told = served.get(origin);
  // What tells of requests before and after it was there all the time, and chose.
  if (told) return ended > told.first && ended < told.last ? 'not sampled' : 'lost';
  return pageOrigins.has(origin) ? 'no exporter' : 'other origin';
}

/** By origin when the first and the last request was answered of which a service has told, Unix milliseconds. */
function servedTimes(linked: readonly RequestSummary[]): Map<string, { first: number; last: number }> {
  const times = new Map<string, { first: number; last: number }>();
  for (const { url, startTimeUnixNano, durationNano } of linked) {
    const ended = (Number(startTimeUnixNano) + Number(durationNano)) / 1e6;
    const { first, last } = times.get(originOf(url)) ?? { first: ended, last: ended };
    times.set(originOf(url), { first: Math.min(first, ended), last: Math.max(last, ended) });
  }
  return times;
}
