import { createServer, type Server, type Socket } from 'node:net';
import { GRPC_LIMITS } from '../limits.ts';

/** Bounds of connections. */
export interface ConnectionLimits {
  connections: number;
  prefaceMs: number;
}

/** Bytes with which a client of HTTP/2 begins (RFC 9113, section 3.4). */
const PREFACE_BYTES = 24;

/**
 * Takes connections for `onConnection`, so many at a time: further ones are closed at once. One that does not begin to speak
 * HTTP/2 is closed after a while.
 */
export function boundedListener(
  onConnection: (socket: Socket) => void,
  { connections, prefaceMs }: ConnectionLimits = GRPC_LIMITS,
): Server {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    const timer = setTimeout(() => {
      if (socket.bytesRead < PREFACE_BYTES) socket.destroy();
    }, prefaceMs);
    socket.once('close', () => clearTimeout(timer));
    onConnection(socket);
  });
  server.maxConnections = connections;
  return server;
}
