import type { UnlinkedReason } from '@throughline/model';

export interface UnlinkedWords {
  what: string;
  mend: string;
  /** What to paste, and where that belongs. */
  snippet?: { label: string; code: string };
}

const EXPORTER = `OTEL_SERVICE_NAME=my-service
OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
OTEL_EXPORTER_OTLP_ENDPOINT=${typeof window === 'undefined' ? 'http://localhost:4318' : window.location.origin}
OTEL_PROPAGATORS=tracecontext,baggage`;

/** What each reason means, and what mends it. */
export const UNLINKED_WORDS: Record<UnlinkedReason, UnlinkedWords> = {
  aborted: { what: 'The page gave it up before an answer came', mend: 'Nothing to mend.' },
  unanswered: {
    what: 'No answer came: it may never have reached a service, or CORS there does not allow the headers of traces',
    mend: 'The network panel says what failed. If its origin is another than the page’s, let it allow these headers.',
    snippet: {
      label: 'answer of that origin to OPTIONS',
      code: 'Access-Control-Allow-Headers: traceparent, tracestate, baggage, x-session-id',
    },
  },
  'no headers possible': {
    what: 'A page load, beacon, WebSocket or EventSource: browsers let no page add headers to it',
    mend: 'A page load joins when its HTML names its trace. For others send the session along yourself.',
    snippet: {
      label: 'HTML of the page, made by its server',
      code: '<meta name="traceparent" content="00-TRACE_ID-SPAN_ID-01">',
    },
  },
  late: {
    what: 'It is less than a minute old: services send in batches',
    mend: 'Wait; it joins by itself.',
  },
  expired: {
    what: 'It is older than spans are kept',
    mend: 'Keep spans for longer; what is gone stays gone.',
    snippet: { label: 'on the server', code: 'throughline retention set --spans 90' },
  },
  'other origin': {
    what: 'It went to another origin, and nothing of that has sent a trace in this session: either no headers of traces go there, or its service exports nothing to this server',
    mend: 'If the origin is yours, list it in propagateTo, let it allow the headers by CORS, and start its service with an exporter.',
    snippet: {
      label: 'in the page, and in the service',
      code: `init({ propagateTo: ['https://api.example.com'] })

${EXPORTER}`,
    },
  },
  'no exporter': {
    what: 'Nothing of the page’s own origin has sent a trace in this session',
    mend: 'Start its service with OpenTelemetry, and send to this server.',
    snippet: { label: 'environment of the service', code: EXPORTER },
  },
  'not sampled': {
    what: 'Its service tells of requests before and after it, but not of this one: it samples on its own, or a cache answered',
    mend: 'Let it follow the decision that comes with the request.',
    snippet: { label: 'environment of the service', code: 'OTEL_TRACES_SAMPLER=parentbased_always_on' },
  },
  lost: {
    what: 'Its service tells of other requests, but not of this one, which came before or after them all',
    mend: 'It was started later, or stopped before it could send: let it flush when it is told to stop.',
    snippet: {
      label: 'in the service, in Node.js',
      code: "process.once('SIGTERM', () => sdk.shutdown())",
    },
  },
};
