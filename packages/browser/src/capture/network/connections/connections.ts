import { ATTRIBUTES } from '@throughline/format';
import type { Clock } from '../../../clock.ts';
import { safely } from '../../../safely.ts';
import type { Emit, Stop } from '../../captured.ts';
import type { RedactedUrl } from '../../redactedUrl.ts';
import { wrapMethod } from '../../wrapMethod.ts';
import type { RequestStart, StartRequestSpan } from '../request.ts';
import { type Connection, createConnection, type Message } from './connection.ts';
import { wrapConstructor } from './wrapConstructor.ts';

export interface Connections {
  /** Tells of what came and went since: the page may go away, and its connections without a word. */
  leave(): void;
  stop: Stop;
}

/** Records WebSocket and EventSource connections: that they opened and closed, and how much came and went. */
export function watchConnections(
  emit: Emit,
  clock: Clock,
  startSpan: StartRequestSpan,
  redactedUrl: RedactedUrl,
  message: Message,
): Connections {
  const open = new Set<Connection>();
  const known = new WeakMap<object, Connection>();
  let stopped = false;

  function watch(
    source: WebSocket | EventSource,
    initiator: RequestStart['initiator'],
  ): Connection | undefined {
    const span = startSpan({
      method: 'GET',
      url: new URL(source.url),
      initiator,
      headers: new Map(),
    });
    if (!span) return undefined;
    const connection = createConnection(
      (eventName, severity, attributes, body) =>
        stopped ||
        emit({
          kind: 'log',
          time: clock.now(),
          eventName,
          severity,
          attributes: {
            [ATTRIBUTES.requestInitiator]: initiator,
            [ATTRIBUTES.urlFull]: redactedUrl(source.url),
            ...attributes,
          },
          body,
          traceId: span.context.traceId,
          spanId: span.context.spanId,
        }),
      (data) => message(new URL(source.url), data),
    );
    open.add(connection);
    known.set(source, connection);
    // Already open: it was made before we were there.
    if (source.readyState === 1) span.answered(0);
    const fail = () => span.failed('NetworkError', 'the connection was not opened');
    const on = (type: string, listener: (event: Event) => void) =>
      source.addEventListener(type, (event) => safely(() => listener(event)));
    on('open', () => span.answered(initiator === 'websocket' ? SWITCHING_PROTOCOLS : OK));
    on('message', (event) => connection.received((event as MessageEvent).data));
    on('error', () => {
      fail();
      // An EventSource that is over has no other event.
      if (initiator === 'eventsource' && source.readyState === 2) end();
    });
    on('close', (event) => {
      const { code, reason } = event as CloseEvent;
      fail();
      end(code, reason);
    });
    function end(code?: number, reason?: string): void {
      if (open.delete(connection as Connection)) connection.closed(code, reason);
    }
    return connection;
  }

  const stops = [
    wrapConstructor('WebSocket', (socket) => watch(socket as WebSocket, 'websocket')),
    wrapConstructor('EventSource', (source) => watch(source as EventSource, 'eventsource')),
    wrapMethod(WebSocket.prototype, 'send', (proceed, socket, args) => {
      const result = proceed(args);
      safely(() => {
        const connection = known.get(socket as WebSocket) ?? watch(socket as WebSocket, 'websocket');
        connection?.sent(args[0]);
      });
      return result;
    }),
    wrapMethod(EventSource.prototype, 'close', (proceed, source, args) => {
      const result = proceed(args);
      safely(() => {
        const connection = known.get(source as EventSource);
        if (connection && open.delete(connection)) connection.closed();
      });
      return result;
    }),
  ];

  return {
    leave() {
      for (const connection of open) connection.told();
    },
    stop() {
      for (const connection of open) connection.told();
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}

/** What a server answers that opens a connection. */
const SWITCHING_PROTOCOLS = 101;
const OK = 200;
