import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { PATHS } from '@throughline/format';
import type { Middleware } from '../context/correlation.ts';
import { DEFAULT_ENDPOINT, readSettings } from '../sdk/settings.ts';

/** The server answers within milliseconds. */
const TIMEOUT_MS = 10_000;
/** Headers that are passed on: who asks, and what of. */
const PASSED_ON = ['authorization', 'content-type', 'content-length', 'accept'] as const;

/**
 * A middleware that gives an application the server's route `/ops/incident-mode`, for operators who reach the application and
 * not the server. It holds no secret: whoever calls gives the token (`Authorization: Bearer …`), and the server checks it. Put
 * it before whatever reads bodies. `endpoint` is the server's address; by default `THROUGHLINE_ENDPOINT`.
 */
export function incidentMode({ endpoint }: { endpoint?: string } = {}): Middleware {
  const server = endpoint ?? readSettings(process.env).endpoint ?? DEFAULT_ENDPOINT;
  return (incoming, response, next) => {
    const path = incoming.url ?? '';
    if (!isOurs(path)) {
      next();
      return;
    }
    passOn(incoming, response, `${server}${path}`);
  };
}

function isOurs(path: string): boolean {
  const [name = ''] = path.split('?', 1);
  return name === PATHS.incidentMode || (name.startsWith(`${PATHS.incidentMode}/`) && !name.includes('..'));
}

function passOn(incoming: IncomingMessage, response: ServerResponse, url: string): void {
  const headers = Object.fromEntries(
    PASSED_ON.flatMap((name) =>
      incoming.headers[name] === undefined ? [] : [[name, incoming.headers[name]]],
    ),
  );
  const open = url.startsWith('https:') ? httpsRequest : httpRequest;
  const outgoing = open(url, { method: incoming.method, headers, timeout: TIMEOUT_MS }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, {
      'content-type': answer.headers['content-type'] ?? 'application/json',
      'cache-control': 'no-store',
    });
    answer.pipe(response);
  });
  outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
  outgoing.on('error', () => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.writeHead(502, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ error: { code: 'unavailable', message: 'the Throughline server does not answer' } }),
    );
  });
  incoming.pipe(outgoing);
}
