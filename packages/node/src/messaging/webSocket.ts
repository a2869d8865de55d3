import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type Context, context, propagation, ROOT_CONTEXT, type Tracer, trace } from '@opentelemetry/api';
import { InstrumentationBase, InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { recordMessage } from '../capture/payload/messagePayloads.ts';
import type { Carrier } from '../context/headers.ts';
import { sessionIdOf } from '../context/sessionId.ts';
import { moduleFile } from '../patching/moduleFile.ts';
import { consume } from './messageSpan.ts';

interface Socket extends EventEmitter {
  _isServer: boolean;
  setSocket(...args: unknown[]): void;
}
interface Server {
  completeUpgrade(
    extensions: unknown,
    key: unknown,
    protocols: unknown,
    request: IncomingMessage,
    ...rest: unknown[]
  ): void;
}
interface SocketModule {
  prototype: Socket;
}
interface ServerModule {
  prototype: Server;
}

/**
 * Carries trace and session through connections of `ws`. A message of a WebSocket has no headers, so that the connection's
 * handshake speaks for all of them: the server works on each in a consumer span that is linked to whoever connected; the
 * client hears each in the context that opened the connection.
 */
export class WebSocketInstrumentation extends InstrumentationBase {
  constructor() {
    super('@throughline/node/ws', '0.1.0', {});
  }

  protected init() {
    const versions = ['>=8 <9'];
    const files = [
      moduleFile<ServerModule>('ws/lib/websocket-server.js', versions, (module) => this.#patchServer(module)),
      moduleFile<SocketModule>('ws/lib/websocket.js', versions, (module) => this.#patchSocket(module)),
    ];
    return new InstrumentationNodeModuleDefinition('ws', versions, undefined, undefined, files);
  }

  #patchServer(module: ServerModule) {
    this._wrap(module.prototype, 'completeUpgrade', (original) => {
      return function completeUpgrade(this: Server, extensions, key, protocols, request, ...rest) {
        // `node:http` gives an upgrade to its listener without the span and context that a request gets.
        const caller = propagation.extract(ROOT_CONTEXT, request.headers);
        return context.with(caller, () => original.call(this, extensions, key, protocols, request, ...rest));
      };
    });
  }

  #patchSocket(module: SocketModule) {
    const { tracer } = this;
    this._wrap(module.prototype, 'setSocket', (original) => {
      return function setSocket(this: Socket, ...args) {
        bindMessages(this, context.active(), tracer);
        return original.apply(this, args);
      };
    });
  }
}

/** Runs what hears `message` of `socket` in `caller`, the context of the handshake. */
function bindMessages(socket: Socket, caller: Context, tracer: Tracer): void {
  if (trace.getSpanContext(caller) === undefined && sessionIdOf(caller) === undefined) return;
  const { emit } = socket;
  const carrier: Carrier = {};
  propagation.inject(caller, carrier);
  const destination = { system: 'websocket', name: 'websocket' };
  socket.emit = function (event: string | symbol, ...args: unknown[]) {
    const forward = () => emit.call(this, event, ...args);
    if (event !== 'message') return forward();
    if (socket._isServer)
      return consume(tracer, destination, {}, [carrier], (span) => {
        recordMessage(span, destination.name, args[0]);
        return forward();
      });
    return context.with(caller, forward);
  };
}
