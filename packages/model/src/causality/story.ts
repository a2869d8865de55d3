import { ATTRIBUTES, anyValueText, type RequestSummary, type Span } from '@throughline/format';
import { FAILS_WITHIN_MS, isCausedBy } from '../network/actionCauses.ts';
import {
  beganAt,
  endedAt,
  isAction,
  lastActionBefore,
  nextActionAfter,
  requestsCausedBy,
  type TimedLine,
} from './actions.ts';
import { type FailingSpan, failingWay } from './failingWay.ts';

/** Where a step of a story stands: a line of the timeline, or a span. */
export type StoryPlace = { item: string } | { traceId: string; spanId: string };

/** One step from the last action to an error. */
export interface StoryStep {
  kind: 'action' | 'request' | 'service' | 'statement' | 'log' | 'message';
  /** `service.name` of where it happened. */
  service: string;
  title: string;
  /** What went wrong there, if that says more than that it did; empty if not. */
  reason: string;
  isError: boolean;
  /** Unix milliseconds; `undefined` if it is not known by the session's clock. */
  time: number | undefined;
  place: StoryPlace;
}

/** What a story is told from. */
export interface StorySources {
  /** The timeline, in the order of time. */
  items: readonly TimedLine[];
  requests: readonly RequestSummary[];
  /** Spans of the trace that `traceOfStory` names, and of those that lead to it by links; none while they are not here. */
  spans: readonly FailingSpan[];
}

/** What a person did, and the request through which it led to the error, as far as they are known. */
interface Beginning {
  action: TimedLine | undefined;
  request: RequestSummary | undefined;
}

/** The trace that the way to an error leads through; `undefined` if it leads through none. */
export function traceOfStory(
  error: TimedLine,
  items: readonly TimedLine[],
  requests: readonly RequestSummary[],
) {
  return error.traceId ?? beginningOf(error, items, requests).request?.traceId;
}

/**
 * The shortest story of an error: what the person did last, the request that came of it, each service on the way to where it
 * failed, the statement that failed there, and what was said of it in the end.
 */
export function storyOf(error: TimedLine, { items, requests, spans }: StorySources): StoryStep[] {
  const { action, request } = beginningOf(error, items, requests, spans);
  const lineOf = linesBySpan(items);
  const steps: StoryStep[] = [];
  if (action) steps.push(stepOf('action', action));
  else if (request?.action) steps.push(actionStep(request));
  if (request) steps.push(requestStep(request, lineOf));
  const way = failingWay(spans, error.traceId && error.spanId ? error.spanId : request?.spanId);
  for (const { span, isStatement } of way) {
    // Both have been told of.
    if (span.spanId === request?.spanId || span.spanId === request?.action?.spanId) continue;
    steps.push(spanStep(span, isStatement, lineOf));
  }
  const isTold = steps.some(({ place }) => isPlaceOf(place, error));
  if (!isTold)
    steps.push(stepOf(error.kind === 'log' || error.kind === 'console' ? 'log' : 'message', error));
  const shown = error.kind === 'error' ? undefined : messageShown(items, action, request);
  if (shown && shown.id !== error.id) steps.push(stepOf('message', shown));
  return withoutRepeatedReasons(steps);
}

function beginningOf(
  error: TimedLine,
  items: readonly TimedLine[],
  requests: readonly RequestSummary[],
  spans: readonly FailingSpan[] = [],
): Beginning {
  const traces = new Set([error.traceId, ...spans.map(({ traceId }) => traceId)]);
  const request = error.traceId
    ? requestOfTraces(error, requests, traces)
    : requestBefore(error, items, requests);
  if (!request) return { action: actionOfError(error, items), request };
  const { action, tabId } = request;
  if (!action) return { action: lastActionBefore(items, tabId || undefined, beganAt(request)), request };
  return { action: items.find((item) => item.kind === 'click' && isCausedBy(request, item)), request };
}

/** An error of a service of which no request is known cannot be led back to a tab. */
function actionOfError(error: TimedLine, items: readonly TimedLine[]): TimedLine | undefined {
  return lastActionBefore(items, error.tabId, error.time);
}

/** The request of the traces that led to the error: itself, or the last that had begun, failed ones first. */
function requestOfTraces(
  error: TimedLine,
  requests: readonly RequestSummary[],
  traces: ReadonlySet<string | undefined>,
): RequestSummary | undefined {
  const own = requests.filter(({ traceId }) => traces.has(traceId));
  const begun = own.filter((request) => beganAt(request) <= error.time);
  return (
    own.find(({ spanId }) => spanId === error.spanId) ??
    begun.findLast(({ failed }) => failed) ??
    begun.at(-1) ??
    own[0]
  );
}

/** The failed request of the same action that was answered last before an exception of the page. */
function requestBefore(
  error: TimedLine,
  items: readonly TimedLine[],
  requests: readonly RequestSummary[],
): RequestSummary | undefined {
  const action = actionOfError(error, items);
  const caused = action ? requestsCausedBy(action, requests, nextActionAfter(items, action)) : requests;
  return caused
    .filter((request) => {
      if (!request.failed || (error.tabId && request.tabId !== error.tabId)) return false;
      const since = error.time - endedAt(request);
      // The clocks of one browser agree to the millisecond.
      return since >= -1 && (action !== undefined || since <= FAILS_WITHIN_MS);
    })
    .toSorted((a, b) => endedAt(a) - endedAt(b))
    .at(-1);
}

/** What the page said of it: the first exception, else error of the console, soon after the answer. */
function messageShown(
  items: readonly TimedLine[],
  action: TimedLine | undefined,
  request: RequestSummary | undefined,
): TimedLine | undefined {
  if (!request) return undefined;
  const answered = endedAt(request);
  const next = (action && nextActionAfter(items, action)) ?? Number.POSITIVE_INFINITY;
  const said = items.filter(
    ({ severity, tabId, time }) =>
      severity === 'error' &&
      tabId === request.tabId &&
      time >= answered - 1 &&
      time <= Math.min(answered + FAILS_WITHIN_MS, next),
  );
  return said.find(({ kind }) => kind === 'error') ?? said.find(({ kind }) => kind === 'console');
}

type LineOf = (traceId: string, spanId: string) => TimedLine | undefined;

/** The timeline's lines of spans; of a request the one of its beginning. */
function linesBySpan(items: readonly TimedLine[]): LineOf {
  return (traceId, spanId) =>
    items.find(
      (item) =>
        item.traceId === traceId &&
        item.spanId === spanId &&
        (item.kind === 'request' || item.kind === 'span'),
    );
}

function stepOf(kind: StoryStep['kind'], item: TimedLine): StoryStep {
  return {
    kind,
    service: item.service,
    title: item.title,
    reason: isAction(item) ? '' : (item.detail ?? ''),
    isError: item.severity === 'error',
    time: item.time,
    place: { item: item.id },
  };
}

/** An action that has a span and no line. */
function actionStep({ action, traceId }: RequestSummary): StoryStep {
  return {
    kind: 'action',
    service: '',
    title: action?.name ?? '',
    reason: '',
    isError: false,
    time: Number(BigInt(action?.startTimeUnixNano ?? 0) / 1_000n) / 1_000,
    place: { traceId, spanId: action?.spanId ?? '' },
  };
}

function requestStep(request: RequestSummary, lineOf: LineOf): StoryStep {
  const { traceId, spanId, method, url, operation, status, failed, errorMessage, errorType } = request;
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] || url;
  const line = lineOf(traceId, spanId);
  return {
    kind: 'request',
    service: line?.service ?? '',
    title: [method, path, operation].filter(Boolean).join(' '),
    reason: status !== undefined ? `HTTP ${status}` : failed ? errorMessage || errorType || 'no answer' : '',
    isError: failed,
    time: line?.time ?? beganAt(request),
    place: { traceId, spanId },
  };
}

function spanStep(span: FailingSpan, isStatement: boolean, lineOf: LineOf): StoryStep {
  const { traceId, spanId, service, name, attributes, status } = span;
  const query = anyValueText(attributes[ATTRIBUTES.dbQueryText] ?? attributes[ATTRIBUTES.dbStatement]);
  return {
    kind: isStatement ? 'statement' : 'service',
    service,
    title: (isStatement && query.replace(/\s+/g, ' ').trim()) || name,
    reason: reasonOf(span),
    isError: status.code === 'error',
    time: lineOf(traceId, spanId)?.time,
    place: { traceId, spanId },
  };
}

function reasonOf({ status, events, attributes }: Pick<Span, 'status' | 'events' | 'attributes'>): string {
  if (status.code !== 'error') return '';
  const exception = events.find(({ name }) => name === 'exception');
  const code = anyValueText(attributes[ATTRIBUTES.httpStatus] ?? attributes['http.status_code']);
  return (
    anyValueText(exception?.attributes[ATTRIBUTES.exceptionMessage]) ||
    status.message ||
    (code && `HTTP ${code}`)
  );
}

function isPlaceOf(place: StoryPlace, { id, kind, traceId, spanId }: TimedLine): boolean {
  if ('item' in place) return place.item === id;
  return kind !== 'log' && kind !== 'console' && place.traceId === traceId && place.spanId === spanId;
}

/** A reason that the next step gives as well is told once, where it is nearer to its cause. */
function withoutRepeatedReasons(steps: readonly StoryStep[]): StoryStep[] {
  return steps.map((step, index) => {
    const next = steps[index + 1];
    return next && step.reason !== '' && next.reason === step.reason ? { ...step, reason: '' } : step;
  });
}
