import { AsyncLocalStorage } from 'node:async_hooks';
import { context, isSpanContextValid, TraceFlags, trace } from '@opentelemetry/api';
import { formatTraceparent, newSpanId, newTraceId, parseTraceparent } from '@throughline/format';
import { sessionIdOf, withSessionId } from './sessionId.ts';

/** Where in which session and trace the code that asks is running. */
export interface SessionContext {
  /** The session's UUID; `undefined` where the work belongs to no session. */
  sessionId: string | undefined;
  /** 32 lower-case hex digits. */
  traceId: string;
  /** 16 lower-case hex digits. */
  spanId: string;
  /** The same as a W3C `traceparent` value, flags included. */
  traceparent: string;
}

/** Holds the context where no OpenTelemetry SDK is set up; with one, the OpenTelemetry context is asked first. */
const storage = new AsyncLocalStorage<SessionContext>();

/**
 * The session and trace of the request or message being handled: of the active OpenTelemetry span if there is one, else
 * what `correlation()` or `runWithContext()` set. `undefined` outside of both.
 */
export function getContext(): SessionContext | undefined {
  const active = context.active();
  const span = trace.getSpanContext(active);
  const stored = storage.getStore();
  if (!span || !isSpanContextValid(span)) return stored;
  return {
    sessionId: sessionIdOf(active) ?? stored?.sessionId,
    traceId: span.traceId,
    spanId: span.spanId,
    traceparent: formatTraceparent({
      traceId: span.traceId,
      spanId: span.spanId,
      sampled: (span.traceFlags & TraceFlags.SAMPLED) === TraceFlags.SAMPLED,
    }),
  };
}

/** The session of what is being handled, as `getContext()` has it; `undefined` where there is none. */
export function currentSessionId(): string | undefined {
  return sessionIdOf(context.active()) ?? storage.getStore()?.sessionId;
}

/**
 * Runs `fn` with `sessionContext` as what `getContext()` and all OpenTelemetry spans, logs and outgoing requests within
 * it see. Gives back what `fn` returns, and lets through what it throws.
 */
export function runWithContext<Result>(sessionContext: SessionContext, fn: () => Result): Result {
  return storage.run(sessionContext, () => context.with(openTelemetryContext(sessionContext), fn));
}

/**
 * Runs `fn` as part of session `sessionId`, in the current trace or, if there is none, in a new one. For work that
 * knows its session from elsewhere, such as a row in a table.
 */
export function runWithSession<Result>(sessionId: string, fn: () => Result): Result {
  return runWithContext({ ...(getContext() ?? newContext()), sessionId }, fn);
}

/** A context of a new trace, sampled, in no session. */
export function newContext(): SessionContext {
  const traceId = newTraceId();
  const spanId = newSpanId();
  return {
    sessionId: undefined,
    traceId,
    spanId,
    traceparent: formatTraceparent({ traceId, spanId, sampled: true }),
  };
}

function openTelemetryContext({ sessionId, traceparent }: SessionContext) {
  const active = context.active();
  const inSession = sessionId === undefined ? active : withSessionId(active, sessionId);
  const parent = parseTraceparent(traceparent);
  // A span that is being recorded is the better parent than the one named by a header: the header named its parent.
  if (!parent || trace.getSpan(active)) return inSession;
  return trace.setSpanContext(inSession, {
    traceId: parent.traceId,
    spanId: parent.spanId,
    traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  });
}
