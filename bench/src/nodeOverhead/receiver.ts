import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { type ActiveIncident, DEFAULT_SDK_CONFIG, INCIDENT_MINUTES_MOST } from '@throughline/format';
import { answer } from './child.ts';
import { countRecords } from './countRecords.ts';
import { INCIDENT } from './variants.ts';

/** What came of one variant. */
export interface Received {
  spans: number;
  logs: number;
  /** Of bodies, as they came. */
  bytes: number;
}

/**
 * The server that telemetry goes to: reads OTLP, counts and answers. Each variant has a path of its own before `/v1/…`; to the
 * one that is named so it tells of an incident, to others of none. Asked for anything it answers all that came so far.
 */
const received: Record<string, Received> = {};
const incident: ActiveIncident = {
  id: 'bench',
  until: Date.now() + (INCIDENT_MINUTES_MOST - 1) * 60_000,
  scope: {},
};

const server = createServer(async (request, response) => {
  const [, variant = '', path = ''] = /^\/([^/]*)(\/.*)$/.exec(request.url ?? '') ?? [];
  if (path.startsWith('/v1/config')) {
    const incidents = variant === INCIDENT ? [incident] : [];
    response.writeHead(200, { 'content-type': 'application/json', etag: `"${incidents.length}"` });
    response.end(JSON.stringify({ ...DEFAULT_SDK_CONFIG, incidents }));
    return;
  }
  const body = await bodyOf(request);
  received[variant] ??= { spans: 0, logs: 0, bytes: 0 };
  const own = received[variant];
  own.bytes += body.length;
  const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
  const isJson = request.headers['content-type']?.includes('json') ?? false;
  if (path.endsWith('/traces')) own.spans += countRecords(plain, isJson);
  if (path.endsWith('/logs')) own.logs += countRecords(plain, isJson);
  response.writeHead(200, { 'content-type': request.headers['content-type'] ?? '' });
  response.end(isJson ? '{}' : undefined);
});
server.listen(0, '127.0.0.1', () =>
  answer(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => received),
);

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
