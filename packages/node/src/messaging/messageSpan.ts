import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { ATTRIBUTES } from '@throughline/format';
import type { Carrier } from '../context/headers.ts';
import { sessionIdOf, withSessionId } from '../context/sessionId.ts';

/** A queue or topic as the messaging conventions of OpenTelemetry name it. */
export interface Destination {
  /** `messaging.system`, e.g. `nats`. */
  system: string;
  /** `messaging.destination.name`: the queue, topic or subject. */
  name: string;
}

/** Runs `send` in a producer span, with a carrier of that span that it is to store with the message. */
export function produce<Result>(
  tracer: Tracer,
  destination: Destination,
  attributes: Attributes,
  send: (carrier: Carrier, span: Span) => Result,
): Result {
  const options = {
    kind: SpanKind.PRODUCER,
    attributes: { ...describe('send', destination), ...attributes },
  };
  return tracer.startActiveSpan(`send ${destination.name}`, options, (span) => {
    const carrier: Carrier = {};
    propagation.inject(context.active(), carrier);
    return endWith(span, () => send(carrier, span));
  });
}

/**
 * Runs `work` in a consumer span of the messages that came with `carriers`. A single message is worked on in the trace that
 * sent it; several begin a trace of their own. Both are linked to their producers, and in the session that these agree on.
 */
export function consume<Result>(
  tracer: Tracer,
  destination: Destination,
  attributes: Attributes,
  carriers: Carrier[],
  work: (span: Span) => Result,
): Result {
  const producers = carriers.map((carrier) => propagation.extract(ROOT_CONTEXT, carrier));
  const [onlyProducer] = producers;
  const options = {
    kind: SpanKind.CONSUMER,
    attributes: { ...describe('process', destination), ...attributes },
    links: producers.flatMap((producer) => {
      const spanContext = trace.getSpanContext(producer);
      return spanContext ? [{ context: spanContext }] : [];
    }),
  };
  const parent = producers.length === 1 && onlyProducer ? onlyProducer : sharedSession(producers);
  return tracer.startActiveSpan(`process ${destination.name}`, options, parent, (span) =>
    endWith(span, () => work(span)),
  );
}

/** The attribute that says how many messages were sent or worked on at once. */
export function batchSize(messages: unknown[]): Attributes {
  return { 'messaging.batch.message_count': messages.length };
}

/** Marks `span` as failed by `error`. */
export function failSpan(span: Span, error: unknown): void {
  const exception = error instanceof Error ? error : new Error(String(error));
  span.recordException(exception);
  span.setAttribute(ATTRIBUTES.errorType, exception.name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: exception.message });
}

/** The root context in the session that all of `producers` agree on, if they do. */
function sharedSession(producers: Context[]): Context {
  const [sessionId, ...others] = new Set(producers.map(sessionIdOf));
  return sessionId !== undefined && others.length === 0
    ? withSessionId(ROOT_CONTEXT, sessionId)
    : ROOT_CONTEXT;
}

function describe(operation: 'send' | 'process', { system, name }: Destination): Attributes {
  return {
    [ATTRIBUTES.messagingSystem]: system,
    [ATTRIBUTES.messagingOperation]: operation,
    'messaging.operation.type': operation,
    [ATTRIBUTES.messagingDestination]: name,
  };
}

/** Ends `span` when `work` has ended, which may be later than now; gives back exactly what `work` gave. */
export function endWith<Result>(span: Span, work: () => Result): Result {
  let result: Result;
  try {
    result = work();
  } catch (error) {
    failSpan(span, error);
    span.end();
    throw error;
  }
  if (!isPromiseLike(result)) {
    span.end();
    return result;
  }
  result.then(
    () => span.end(),
    (error) => {
      failSpan(span, error);
      span.end();
    },
  );
  return result;
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}
