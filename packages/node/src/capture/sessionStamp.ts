import { type Context, SpanKind, trace } from '@opentelemetry/api';
import type { logs, tracing } from '@opentelemetry/sdk-node';
import { ATTRIBUTES } from '@throughline/format';
import { sessionIdOf } from '../context/sessionId.ts';

const done = () => Promise.resolve();

/**
 * Stamps `session.id` on every span that starts within a session, and links every consumer to its producer: some
 * instrumentations make it the parent alone, which says nothing about the two being apart in time.
 */
export const spanStamp: tracing.SpanProcessor = {
  onStart(span: tracing.Span, parentContext: Context) {
    const sessionId = sessionIdOf(parentContext);
    if (sessionId !== undefined) span.setAttribute(ATTRIBUTES.sessionId, sessionId);
    const producer = trace.getSpanContext(parentContext);
    if (span.kind === SpanKind.CONSUMER && span.links.length === 0 && producer?.isRemote)
      span.addLink({ context: producer });
  },
  onEnd() {},
  forceFlush: done,
  shutdown: done,
};

/**
 * Stamps `session.id` on every log record written within a session, and names an error's parts as the conventions do. Must
 * stand before the processor that exports.
 */
export const logStamp: logs.LogRecordProcessor = {
  onEmit(record: logs.SdkLogRecord, context?: Context) {
    const sessionId = context && sessionIdOf(context);
    if (sessionId !== undefined) record.setAttribute(ATTRIBUTES.sessionId, sessionId);
    dropRepeated(record, sessionId);
    nameException(record);
  },
  forceFlush: done,
  shutdown: done,
};

/** Leaves out the fields by which a line of the application's own output says what the record says itself. */
function dropRepeated({ attributes, spanContext }: logs.SdkLogRecord, sessionId: string | undefined): void {
  if (spanContext && attributes.trace_id === spanContext.traceId)
    for (const name of ['trace_id', 'span_id', 'trace_flags']) delete attributes[name];
  if (sessionId !== undefined && attributes.session_id === sessionId) delete attributes.session_id;
}

/** Winston lays an error's parts out among a record's own fields. */
function nameException(record: logs.SdkLogRecord): void {
  const { attributes } = record;
  const { stack } = attributes;
  if (typeof stack !== 'string' || ATTRIBUTES.exceptionStacktrace in attributes) return;
  const [firstLine = ''] = stack.split('\n', 1);
  const [, type = 'Error', message = firstLine] = /^(\w*Error|\w+Exception)(?:: (.*))?/.exec(firstLine) ?? [];
  delete attributes.stack;
  attributes[ATTRIBUTES.exceptionType] = type;
  attributes[ATTRIBUTES.exceptionMessage] = message;
  attributes[ATTRIBUTES.exceptionStacktrace] = stack;
}
