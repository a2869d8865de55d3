import type { Span } from '@opentelemetry/api';
import { beforeEnd } from '../beforeEnd.ts';
import type { Payloads } from '../payloads.ts';
import { type Metadata, recordWay } from './recordCall.ts';
import { RpcMessages } from './rpcMessages.ts';

/** A method as grpc-js keeps it, one for all its calls. */
export interface Method {
  path: string;
  type: string;
  serialize(message: unknown): Uint8Array;
  deserialize(bytes: Uint8Array): unknown;
}
/** What a handler is given. */
export interface HandledCall {
  metadata?: Metadata;
  sendMetadata?(metadata: Metadata): void;
}
export type Answer = (error: unknown, message?: unknown, ...rest: unknown[]) => unknown;

/** Beyond these messages that came before the handler was called none are held: a unary call has one. */
const MAX_EARLY = 16;

/**
 * Looks on at one call that came to a server. It begins before there is a span: what came until then is held, and let go if
 * the span turns out not to be recorded.
 */
export class ServerCall {
  /** The method, whose functions take note of what goes through them. */
  readonly method: Method;
  readonly #request: RpcMessages;
  readonly #response: RpcMessages;
  #early: [message: unknown, size: number][] | undefined = [];
  #isWatched = false;
  /** The answer of a unary call, made when the handler gave it and sent a moment later. */
  #made: { message: unknown; bytes: Uint8Array } | undefined;

  constructor(method: Method) {
    this.#request = new RpcMessages(/^(?:bidi|client_?stream)$/i.test(method.type));
    this.#response = new RpcMessages(/^(?:bidi|server_?stream)$/i.test(method.type));
    this.method = {
      ...method,
      deserialize: (bytes) => {
        const message = method.deserialize(bytes);
        if (this.#isWatched) this.#request.add(message, bytes.byteLength);
        else if (this.#early && this.#early.length < MAX_EARLY) this.#early.push([message, bytes.byteLength]);
        return message;
      },
      serialize: (message) => this.#serialize(method, message),
    };
  }

  /** The span is there, and is to hold what goes through the call. */
  watch(span: Span, call: HandledCall, payloads: Payloads): void {
    this.#isWatched = true;
    for (const [message, size] of this.#early ?? []) this.#request.add(message, size);
    this.#early = undefined;
    let sent: Metadata | undefined;
    const { sendMetadata } = call;
    if (sendMetadata)
      call.sendMetadata = function (metadata) {
        sent = metadata;
        sendMetadata.call(this, metadata);
      };
    const { path } = this.method;
    beforeEnd(span, () => {
      recordWay(
        span,
        path,
        { subject: 'rpc.request', messages: this.#request, metadata: call.metadata },
        payloads,
      );
      recordWay(span, path, { subject: 'rpc.response', messages: this.#response, metadata: sent }, payloads);
    });
  }

  /** The span is there, and is not to hold anything. */
  ignore(): void {
    this.#early = undefined;
  }

  /**
   * `answer`, the callback of a unary handler, which takes note of the message. The span ends in it, before the message is
   * sent: so it is made into bytes here, once, and they are sent.
   */
  answering(answer: Answer, method: Method): Answer {
    return (error, message, ...rest) => {
      if (!error) this.#make(method, message);
      return answer(error, message, ...rest);
    };
  }

  #make(method: Method, message: unknown): void {
    try {
      const bytes = method.serialize(message);
      this.#made = { message, bytes };
      this.#response.add(message, bytes.byteLength);
    } catch {
      // It will throw again where it is sent, and grpc-js says so to the caller.
    }
  }

  #serialize(method: Method, message: unknown): Uint8Array {
    const made = this.#made;
    this.#made = undefined;
    if (made && made.message === message) return made.bytes;
    const bytes = method.serialize(message);
    if (this.#isWatched) this.#response.add(message, bytes.byteLength);
    return bytes;
  }
}
