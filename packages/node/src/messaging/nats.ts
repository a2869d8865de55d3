import { isSpanContextValid, trace } from '@opentelemetry/api';
import { InstrumentationBase, InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { recordMessage } from '../capture/payload/messagePayloads.ts';
import type { Carrier } from '../context/headers.ts';
import { moduleFile } from '../patching/moduleFile.ts';
import { carrierOf } from './carrierOf.ts';
import { consume, produce } from './messageSpan.ts';

/** NATS's headers, https://docs.nats.io/nats-concepts/core-nats/pubsub: a list of values under each name. */
interface MessageHeaders extends Iterable<[string, string[]]> {
  set(name: string, value: string): void;
  append(name: string, value: string): void;
}
interface PublishOptions {
  reply?: string;
  headers?: MessageHeaders;
}
interface Subscription {
  subject: string;
  noIterator: boolean;
  callback(error: unknown, message: unknown): unknown;
}
/** The part of the client that every way of publishing and of subscribing comes down to. */
interface Protocol {
  info?: { headers?: boolean; max_payload: number };
  publish(subject: string, payload?: Uint8Array | string, options?: PublishOptions): void;
  subscribe(subscription: Subscription): Subscription;
}
interface ProtocolModule {
  ProtocolHandler: { prototype: Protocol };
}
interface HeadersModule {
  headers(): MessageHeaders;
}

/** Subjects that the client and server keep for themselves, acknowledgements of JetStream among them. */
const INTERNAL_SUBJECT = /^(\$|_INBOX\.)/;

/** What our headers may add to a message, bytes; one that has no room for it in the server's bound is sent without. */
const MAX_HEADER_BYTES = 12 * 1024;

/** UTF-8 takes at most three bytes for each unit of a JavaScript string. */
const BYTES_PER_UNIT = 3;

/**
 * Carries trace and session through NATS by message headers, JetStream included. A subscription with a callback works in a
 * consumer span by itself; the body of a `for await` cannot be reached and wants `withMessage()`.
 */
export class NatsInstrumentation extends InstrumentationBase {
  constructor() {
    super('@throughline/node/nats', '0.1.0', {});
  }

  protected init() {
    let newHeaders: HeadersModule['headers'] | undefined;
    const versions = ['>=2.10 <3'];
    const files = [
      moduleFile<HeadersModule>('nats/lib/nats-base-client/headers.js', versions, (module) => {
        newHeaders = module.headers;
      }),
      moduleFile<ProtocolModule>('nats/lib/nats-base-client/protocol.js', versions, (module) =>
        this.#patch(module.ProtocolHandler.prototype, () => newHeaders?.()),
      ),
    ];
    return new InstrumentationNodeModuleDefinition('nats', versions, undefined, undefined, files);
  }

  #patch(prototype: Protocol, newHeaders: () => MessageHeaders | undefined) {
    const instrumentation = this;
    this._wrap(prototype, 'publish', (original) => {
      return function publish(this: Protocol, subject, payload, options) {
        const send = (headers?: MessageHeaders) =>
          original.call(this, subject, payload, headers ? { ...options, headers } : options);
        if (INTERNAL_SUBJECT.test(subject) || !hasRoom(this.info, payload) || !isTraced()) return send();
        return produce(instrumentation.tracer, destination(subject), {}, (carrier, span) => {
          recordMessage(span, subject, payload, options?.headers);
          return send(withCarrier(newHeaders(), options?.headers, carrier));
        });
      };
    });
    this._wrap(prototype, 'subscribe', (original) => {
      return function subscribe(this: Protocol, subscription) {
        const { callback, subject, noIterator } = subscription;
        if (noIterator && !INTERNAL_SUBJECT.test(subject))
          subscription.callback = (error, message) =>
            error
              ? callback.call(subscription, error, message)
              : consume(instrumentation.tracer, destination(subject), {}, [carrierOf(message)], (span) => {
                  const { data, headers } = message as { data?: unknown; headers?: unknown };
                  recordMessage(span, subject, data, headers);
                  return callback.call(subscription, error, message);
                });
        return original.call(this, subscription);
      };
    });
  }
}

const destination = (subject: string) => ({ system: 'nats', name: subject });

/** Upkeep outside of any request or message begins no traces. */
function isTraced(): boolean {
  const active = trace.getActiveSpan()?.spanContext();
  return active !== undefined && isSpanContextValid(active);
}

function hasRoom(info: Protocol['info'], payload: Uint8Array | string = ''): boolean {
  if (info?.headers !== true) return false;
  const bytes = typeof payload === 'string' ? payload.length * BYTES_PER_UNIT : payload.length;
  return bytes + MAX_HEADER_BYTES <= info.max_payload;
}

/** A copy of `given` with what `carrier` holds: the application may use its headers again. */
function withCarrier(
  headers: MessageHeaders | undefined,
  given: MessageHeaders | undefined,
  carrier: Carrier,
): MessageHeaders | undefined {
  if (!headers) return given;
  for (const [name, values] of given ?? []) for (const value of values) headers.append(name, value);
  for (const [name, value] of Object.entries(carrier)) headers.set(name, String(value));
  return headers;
}
