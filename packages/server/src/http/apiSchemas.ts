import {
  type AnyValue,
  type ApiError,
  type IngestStatus,
  type LogPage,
  type LogRecord,
  type SegmentList,
  type SessionDetail,
  type SessionList,
  type SessionSummary,
  SPAN_KINDS,
  type Span,
  STATUS_CODES,
  TIMELINE_KINDS,
  type TimelinePage,
  type Trace,
} from '@throughline/format';
import { z } from 'zod';
import { INGEST_KINDS } from '../ingest/counts.ts';

/** The API's answers and questions, as schemas: for OpenAPI and for checking what comes in. */

const count = z.number().int().nonnegative();
const milliseconds = z.number().describe('Unix milliseconds');
const nanoseconds = z.string().describe('UTC nanoseconds, decimal');

export const apiError: z.ZodType<ApiError> = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
});

const sessionSummary = z.object({
  id: z.string(),
  from: milliseconds,
  to: milliseconds,
  user: z.object({ id: z.string(), name: z.string().optional(), email: z.string().optional() }).nullable(),
  entryUrl: z.string(),
  userAgent: z.string(),
  counts: z.object({
    clicks: count,
    navigations: count,
    requests: count,
    failedRequests: count,
    errors: count,
    spans: count,
    logs: count,
    segments: count,
  }),
  services: z.array(z.string()),
  keptBecause: z.string().optional(),
}) satisfies z.ZodType<SessionSummary>;

export const sessionList: z.ZodType<SessionList> = z.object({
  sessions: z.array(sessionSummary),
  nextCursor: z.string().optional(),
  searchedFrom: milliseconds
    .optional()
    .describe('How far back was searched, if the question did not say and older sessions may match too'),
});

const tabSummary = z.object({
  id: z.string(),
  from: milliseconds,
  to: milliseconds,
  segments: count,
  missingSegments: count.optional().describe('Segments that never arrived, by the gaps in their numbers'),
  clockOffset: z.number(),
});

export const sessionDetail: z.ZodType<SessionDetail> = sessionSummary.extend({ tabs: z.array(tabSummary) });

const timelineItem = z.object({
  id: z.string(),
  kind: z.enum(TIMELINE_KINDS),
  timeUnixNano: nanoseconds,
  correctionNano: z.string().optional(),
  durationNano: z.string().optional(),
  service: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  severity: z.enum(['error', 'warning', 'normal']),
  traceId: z.string().optional(),
  spanId: z.string().optional(),
  tabId: z.string().optional(),
  url: z.string().optional(),
  area: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).optional(),
});

export const timelinePage: z.ZodType<TimelinePage> = z.object({
  items: z.array(timelineItem),
  nextCursor: z.string().optional(),
});

export const segmentList: z.ZodType<SegmentList> = z.object({
  segments: z.array(
    z.object({
      tab: z.string(),
      seq: count,
      from: milliseconds,
      to: milliseconds,
      checkpoint: z.boolean(),
      events: count,
      bytes: count,
    }),
  ),
});

/** OTLP/JSON AnyValue; it nests, so it is described and passed on as it is. */
export const anyValue = z.custom<AnyValue>().meta({ type: 'object', description: 'OTLP/JSON AnyValue' });
export const attributes = z.record(z.string(), anyValue);
const dropped = count.optional().describe('How many the source left out; absent if none');
const flags = count.optional().describe('OTLP flags; absent if zero');
const schemaUrl = z.string().optional();
const traceState = z.string().optional().describe('W3C tracestate; absent if empty');

const fromResource = {
  service: z.string(),
  resource: attributes,
  resourceDroppedAttributesCount: dropped,
  resourceSchemaUrl: schemaUrl,
  scope: z.object({
    name: z.string(),
    version: z.string(),
    attributes: attributes.optional(),
    droppedAttributesCount: dropped,
    schemaUrl,
  }),
};

const spanEvent = z.object({
  timeUnixNano: nanoseconds,
  name: z.string(),
  attributes,
  droppedAttributesCount: dropped,
});

const spanLink = z.object({
  traceId: z.string(),
  spanId: z.string(),
  traceState,
  flags,
  attributes,
  droppedAttributesCount: dropped,
});

const span = z.object({
  ...fromResource,
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string(),
  sessionId: z.string(),
  traceState,
  flags,
  name: z.string(),
  kind: z.enum(SPAN_KINDS),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  status: z.object({ code: z.enum(STATUS_CODES), message: z.string() }),
  attributes,
  droppedAttributesCount: dropped,
  events: z.array(spanEvent),
  droppedEventsCount: dropped,
  links: z.array(spanLink),
  droppedLinksCount: dropped,
}) satisfies z.ZodType<Span>;

const logRecord = z.object({
  ...fromResource,
  id: z.string(),
  timeUnixNano: nanoseconds,
  observedTimeUnixNano: nanoseconds,
  severityNumber: count,
  severityText: z.string(),
  eventName: z.string(),
  body: anyValue,
  attributes,
  droppedAttributesCount: dropped,
  flags,
  traceId: z.string(),
  spanId: z.string(),
  sessionId: z.string(),
}) satisfies z.ZodType<LogRecord>;

export const logPage: z.ZodType<LogPage> = z.object({
  logs: z.array(logRecord),
  nextCursor: z.string().optional(),
});

export const trace: z.ZodType<Trace> = z.object({
  traceId: z.string(),
  sessions: z.array(z.string()),
  spans: z.array(span),
  logs: z.array(logRecord),
  truncated: z.boolean(),
});

const ingestKind = z.enum(INGEST_KINDS);

export const ingestStatus: z.ZodType<IngestStatus> = z.object({
  kinds: z.array(
    z.object({
      kind: ingestKind,
      bodies: count,
      bytes: count,
      records: count,
      rejectedRecords: count,
      repeatedBodies: count,
    }),
  ),
  refused: z.array(z.object({ kind: ingestKind, status: count, count })),
  spool: z.object({ bytes: count, lagSeconds: z.number(), loadedFiles: count }),
  receivingBytes: count,
  quarantinedBodies: count,
  quarantinedBytes: count,
  lastError: z.object({ at: milliseconds, message: z.string() }).nullable(),
});
