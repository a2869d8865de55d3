import type {
  SessionDetail,
  SessionSpanPage,
  SpanSummary,
  TimelineItem,
  TimelinePage,
  TraceSummary,
} from '@throughline/format';

/** A session of many traces, the same in every run. */

const SPANS_A_TRACE = 50;
const TRACE_EVERY_MS = 3_000;
/** Each trace is written about in so many logs. */
const LOGS_A_TRACE = 4;
const SERVICES = ['shop', 'gateway', 'payment', 'orders', 'fraud', 'stock', 'mail', 'search'];
const START = Date.UTC(2026, 0, 1);

export const SESSION_ID = '5e551000-0000-4000-8000-000000000001';

export interface MadeUpSession {
  detail: SessionDetail;
  timeline: TimelinePage;
  spans: SessionSpanPage;
}

export function makeSession(spans: number): MadeUpSession {
  const count = Math.ceil(spans / SPANS_A_TRACE);
  const traces = Array.from({ length: count }, (_, number) =>
    makeTrace(number, Math.min(SPANS_A_TRACE, spans - number * SPANS_A_TRACE)),
  );
  const to = START + count * TRACE_EVERY_MS;
  const counts = { clicks: count, navigations: 0, requests: count, failedRequests: 0, errors: 0 };
  return {
    detail: {
      id: SESSION_ID,
      from: START,
      to,
      user: null,
      entryUrl: 'https://shop.test/',
      userAgent: '',
      counts: { ...counts, spans, logs: count * LOGS_A_TRACE, segments: 0 },
      services: SERVICES,
      tabs: [],
    },
    timeline: { items: traces.flatMap(itemsOf) },
    spans: { traces },
  };
}

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');
const nano = (milliseconds: number) => String(BigInt(Math.round(milliseconds * 1000)) * 1000n);
const beginningOf = (trace: number) => START + trace * TRACE_EVERY_MS;

/** A tree in which every span has three children, as long as there are some: each begins and ends within its parent. */
function makeTrace(number: number, size: number): TraceSummary {
  const times: [from: number, to: number][] = [];
  const spans = Array.from({ length: size }, (_, index): SpanSummary => {
    const parent = index === 0 ? -1 : Math.floor((index - 1) / 3);
    const [begin, end] = times[parent] ?? [beginningOf(number) + 5, beginningOf(number) + 2_000];
    const third = (end - begin) / 3;
    const from = parent < 0 ? begin : begin + third * ((index - 1) % 3) + third * 0.1;
    const to = parent < 0 ? end : from + third * 0.8;
    times.push([from, to]);
    return {
      spanId: hex(number * SPANS_A_TRACE + index + 1, 16),
      parentSpanId: parent < 0 ? '' : hex(number * SPANS_A_TRACE + parent + 1, 16),
      service: SERVICES[(number + index) % SERVICES.length] ?? '',
      name: `operation ${index} of trace ${number}`,
      kind: index % 2 === 0 ? 'client' : 'server',
      status: (number + index) % 97 === 0 ? 'error' : 'unset',
      startTimeUnixNano: nano(from),
      durationNano: nano(to - from),
    };
  });
  return { traceId: hex(number + 1, 32), spans };
}

function itemsOf({ traceId, spans }: TraceSummary, number: number): TimelineItem[] {
  const click: TimelineItem = {
    id: `click-${number}`,
    kind: 'click',
    timeUnixNano: nano(beginningOf(number)),
    service: 'shop',
    title: `click button ${number}`,
    severity: 'normal',
  };
  const logs = spans.slice(0, LOGS_A_TRACE).map(
    ({ spanId, service, startTimeUnixNano }): TimelineItem => ({
      id: `log-${spanId}`,
      kind: 'log',
      timeUnixNano: startTimeUnixNano,
      service,
      title: `line of ${spanId}`,
      severity: 'normal',
      traceId,
      spanId,
    }),
  );
  return [click, ...logs];
}
