import type { Context } from '@opentelemetry/api';
import type { logs, tracing } from '@opentelemetry/sdk-node';
import { ATTRIBUTES } from '@throughline/format';
import { sessionIdOf } from '../context/sessionId.ts';

const done = () => Promise.resolve();

/** Stamps `session.id` on every span that starts within a session. */
export const spanStamp: tracing.SpanProcessor = {
  onStart(span: tracing.Span, parentContext: Context) {
    const sessionId = sessionIdOf(parentContext);
    if (sessionId !== undefined) span.setAttribute(ATTRIBUTES.sessionId, sessionId);
  },
  onEnd() {},
  forceFlush: done,
  shutdown: done,
};

/** Stamps `session.id` on every log record written within a session. Must stand before the processor that exports. */
export const logStamp: logs.LogRecordProcessor = {
  onEmit(record: logs.SdkLogRecord, context?: Context) {
    const sessionId = context && sessionIdOf(context);
    if (sessionId !== undefined) record.setAttribute(ATTRIBUTES.sessionId, sessionId);
  },
  forceFlush: done,
  shutdown: done,
};
