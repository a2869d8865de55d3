import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Received, Recorder } from './recorders/recorder.ts';

/** Stands for every recorder's server: answers what the recorder wants to hear, and keeps what came. */
export interface Sink {
  port: number;
  /** Forgets what came, and answers as `recorder` wants it from now on. */
  begin(recorder: Recorder): void;
  handle(request: IncomingMessage, response: ServerResponse): void;
  received(): readonly Received[];
  /** Resolves when nothing has come for half a second, or after `most` ms. */
  quiet(most: number): Promise<void>;
  close(): void;
}

const QUIET_MS = 500;

/** `peers`: a folder from which socket.io can be loaded, for the recorder that speaks it. */
export async function startSink(peers: string): Promise<Sink> {
  let received: Received[] = [];
  let recorder: Recorder | undefined;
  let lastAt = 0;
  let hasSockets = false;

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const cors = {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '7200',
      vary: 'origin',
      'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE,OPTIONS',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'timing-allow-origin': '*',
    };
    lastAt = Date.now();
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://sink');
    const method = request.method ?? 'GET';
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      lastAt = Date.now();
      const preflight = method === 'OPTIONS';
      const one: Received = {
        kind: preflight ? 'preflight' : 'http',
        method,
        path,
        query,
        body: Buffer.concat(chunks),
      };
      received.push(one);
      if (preflight) {
        response.writeHead(204, cors).end();
        return;
      }
      const reply = recorder?.reply?.(one) ?? {};
      const text = typeof reply === 'string' ? reply : JSON.stringify(reply);
      const type = typeof reply === 'string' ? 'text/plain' : 'application/json';
      response.writeHead(200, { ...cors, 'content-type': type }).end(text);
    });
  };
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  function takeSockets({ path, onConnect }: NonNullable<Recorder['socket']>): void {
    const { Server } = createRequire(`${peers}/x.js`)('socket.io');
    const sockets = new Server(server, {
      path,
      cors: { origin: true, credentials: true },
      maxHttpBufferSize: 1e9,
    });
    sockets.on('connection', (socket: SocketIo) => {
      socket.conn.on('packet', ({ type, data }) => {
        if (type !== 'message') return;
        lastAt = Date.now();
        const body = Buffer.from(data ?? '');
        received.push({ kind: 'message', method: '', path: '', query: new URLSearchParams(), body });
      });
      socket.onAny((...values) => {
        const acknowledge = values.at(-1);
        if (typeof acknowledge === 'function') acknowledge({});
      });
      onConnect(socket);
    });
  }

  return {
    port: (server.address() as AddressInfo).port,
    begin(next) {
      recorder = next;
      received = [];
      lastAt = Date.now();
      if (next.socket && !hasSockets) {
        hasSockets = true;
        takeSockets(next.socket);
      }
    },
    handle,
    received: () => received,
    async quiet(most) {
      const end = Date.now() + most;
      while (Date.now() - lastAt < QUIET_MS && Date.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 50));
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What is used of a socket of socket.io's. */
interface SocketIo {
  conn: { on(event: 'packet', listen: (packet: { type: string; data?: string }) => void): void };
  onAny(listen: (...values: unknown[]) => void): void;
  emit(event: string): void;
}
