import { type Span, SpanKind, trace } from '@opentelemetry/api';
import { InstrumentationBase, InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { moduleFile } from '../../../patching/moduleFile.ts';
import type { Payloads } from '../payloads.ts';
import { type InterceptingCall, type MethodDefinition, watchClientCall } from './clientCall.ts';
import { type Answer, type HandledCall, type Method, ServerCall } from './serverCall.ts';

interface ClientModule {
  /** Every kind of call begins with it. */
  getInterceptingCall(
    interceptors: unknown,
    definition: MethodDefinition,
    ...rest: unknown[]
  ): InterceptingCall;
}
interface ServerInterceptorsModule {
  /** Every call that comes begins with it. */
  getServerInterceptingCall(
    interceptors: unknown,
    stream: unknown,
    headers: unknown,
    tracker: unknown,
    method: Method,
    ...rest: unknown[]
  ): object;
}
type Handler = (call: HandledCall & { call?: object }, answer?: Answer) => unknown;
interface Server {
  register(
    name: string,
    handler: Handler,
    serialize: Method['serialize'],
    deserialize: Method['deserialize'],
    type: string,
  ): boolean;
}

/** Records messages and metadata of gRPC calls on the spans that OpenTelemetry's instrumentation makes of them. */
export class GrpcPayloadInstrumentation extends InstrumentationBase {
  /** By the call that a handler finds in what it is given. */
  readonly #serverCalls = new WeakMap<object, ServerCall>();
  readonly #payloads: Payloads;

  constructor(payloads: Payloads) {
    super('@throughline/node/grpc', '0.1.0', {});
    this.#payloads = payloads;
  }

  protected init() {
    const versions = ['>=1.10 <2'];
    const files = [
      moduleFile<ClientModule>('@grpc/grpc-js/build/src/client-interceptors.js', versions, (module) =>
        this.#patchClient(module),
      ),
      moduleFile<ServerInterceptorsModule>(
        '@grpc/grpc-js/build/src/server-interceptors.js',
        versions,
        (module) => this.#patchCalls(module),
      ),
      moduleFile<{ Server: { prototype: Server } }>(
        '@grpc/grpc-js/build/src/server.js',
        versions,
        ({ Server }) => this.#patchHandlers(Server.prototype),
      ),
    ];
    return new InstrumentationNodeModuleDefinition('@grpc/grpc-js', versions, undefined, undefined, files);
  }

  #patchClient(module: ClientModule) {
    const instrumentation = this;
    this._wrap(module, 'getInterceptingCall', (original) => {
      return function getInterceptingCall(interceptors, definition, ...rest) {
        const open = (given: MethodDefinition) => original.call(module, interceptors, given, ...rest);
        const span = instrumentation.#wantedSpan(SpanKind.CLIENT);
        return span ? watchClientCall(span, definition, open, instrumentation.#payloads) : open(definition);
      };
    });
  }

  #patchCalls(module: ServerInterceptorsModule) {
    const instrumentation = this;
    this._wrap(module, 'getServerInterceptingCall', (original) => {
      return function getServerInterceptingCall(interceptors, stream, headers, tracker, method, ...rest) {
        const open = (given: Method) =>
          original.call(module, interceptors, stream, headers, tracker, given, ...rest);
        if (!instrumentation.#payloads.isPossible) return open(method);
        const seen = new ServerCall(method);
        const call = open(seen.method);
        instrumentation.#serverCalls.set(call, seen);
        return call;
      };
    });
  }

  #patchHandlers(prototype: Server) {
    const instrumentation = this;
    const { register } = prototype;
    // Not by `_wrap`, of which OpenTelemetry's own instrumentation allows one at a time. It wraps what is registered here, so
    // that its span is there when a handler is called.
    prototype.register = function (name, handler, serialize, deserialize, type) {
      const method = { path: name, type, serialize, deserialize };
      const watched: Handler = function (this: unknown, call, answer) {
        return handler.call(this, call, instrumentation.#handled(method, call, answer));
      };
      return register.call(this, name, watched, serialize, deserialize, type);
    };
  }

  /** Begins to look on at a call whose handler is about to be called; gives back how that is to answer. */
  #handled(method: Method, call: Parameters<Handler>[0], answer: Answer | undefined): Answer | undefined {
    const seen = call.call && this.#serverCalls.get(call.call);
    if (!seen) return answer;
    const span = this.#wantedSpan(SpanKind.SERVER);
    if (!span) {
      seen.ignore();
      return answer;
    }
    seen.watch(span, call, this.#payloads);
    return answer && seen.answering(answer, method);
  }

  /** The call's own span, if its payload is wanted: not that of whoever calls, where gRPC itself is not traced. */
  #wantedSpan(kind: SpanKind): Span | undefined {
    const span = trace.getActiveSpan() as (Span & { kind?: SpanKind; attributes?: object }) | undefined;
    const isOfCall = span?.kind === kind && 'rpc.system' in (span.attributes ?? {});
    return isOfCall && this.#payloads.isWanted(span) ? span : undefined;
  }
}
