import { LIMITS, PATHS, PROJECT_KEY_HEADER, type SegmentAck } from '@throughline/format';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ProjectOfKey } from '../control/keys.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { IngestError } from '../ingest/ingestError.ts';
import { INGEST_LIMITS } from '../ingest/limits.ts';
import { CONTENT_TYPES, type OtlpEncoding, statusBody, successBody } from '../ingest/otlp/status.ts';

interface IngestDependencies {
  ingest: Ingest;
  projectOfKey: ProjectOfKey;
}

const SIGNALS = { traces: PATHS.traces, logs: PATHS.logs } as const;

/** What takes data in: segments from browsers, OTLP over HTTP from anywhere. Any origin may send; none may read. */
export async function ingestRoutes(
  app: FastifyInstance,
  { ingest, projectOfKey }: IngestDependencies,
): Promise<void> {
  // Bodies are bytes, whatever they say they are.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (_request, reply) => {
    // A page elsewhere may read when to come back, and nothing else.
    reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'retry-after');
  });
  app.setErrorHandler((error, request, reply) => sendError(reply, encodingOf(request), error));

  for (const path of [PATHS.segments, ...Object.values(SIGNALS)]) app.options(path, preflight);

  app.post(
    PATHS.segments,
    { bodyLimit: LIMITS.segmentCompressedBytes },
    async (request): Promise<SegmentAck> => {
      const project = await authenticate(request, projectOfKey);
      await ingest.segment(project, bodyOf(request));
      return { ok: true, serverTime: Date.now() };
    },
  );

  for (const [signal, path] of Object.entries(SIGNALS) as ['traces' | 'logs', string][]) {
    app.post(path, { bodyLimit: INGEST_LIMITS.otlpCompressedBytes }, async (request, reply) => {
      const encoding = encodingOf(request);
      if (encoding === undefined)
        throw new IngestError(415, 'content-type must be application/x-protobuf or application/json');
      const project = await authenticate(request, projectOfKey);
      await ingest.otlp(project, signal, encoding, bodyOf(request), request.headers['content-encoding']);
      return reply.type(CONTENT_TYPES[encoding]).send(successBody(encoding));
    });
  }
}

/** Lets OpenTelemetry's web exporters in, whose JSON makes the browser ask first. */
async function preflight(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply
    .header('access-control-allow-methods', 'POST')
    .header(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? 'content-type',
    )
    .header('access-control-max-age', '86400')
    .code(204);
  await reply.send();
}

async function authenticate(request: FastifyRequest, projectOfKey: ProjectOfKey): Promise<string> {
  const project = await projectOfKey(keyOf(request));
  if (project !== undefined) return project;
  throw new IngestError(
    401,
    `unknown or missing project key; send it as "Authorization: Bearer <key>", "${PROJECT_KEY_HEADER}: <key>" or "?key=<key>"`,
  );
}

function keyOf(request: FastifyRequest): string | undefined {
  const bearer = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const header = request.headers[PROJECT_KEY_HEADER];
  const query = (request.query as Record<string, unknown>).key;
  return (
    bearer?.trim() ?? (typeof header === 'string' ? header : typeof query === 'string' ? query : undefined)
  );
}

function bodyOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function encodingOf(request: FastifyRequest): OtlpEncoding | undefined {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-protobuf') return 'protobuf';
  if (type === 'application/json') return 'json';
  return undefined;
}

/** Errors as google.rpc.Status in the encoding of the request, as OTLP asks; JSON for everything else. */
function sendError(reply: FastifyReply, encoding: OtlpEncoding = 'json', thrown: unknown): FastifyReply {
  const error = asIngestError(thrown);
  if (error === undefined) {
    reply.log.error(thrown, 'ingest failed');
    return reply
      .code(500)
      .type(CONTENT_TYPES[encoding])
      .send(statusBody(encoding, RPC_INTERNAL, 'internal error'));
  }
  // A client cut off while it still sends sees a broken connection, not the answer: take the rest and throw it away.
  if (error.status === 413) reply.header('connection', 'keep-alive').request.raw.resume();
  if (error.status === 503) reply.header('retry-after', String(INGEST_LIMITS.retryAfterSeconds));
  return reply
    .code(error.status)
    .type(CONTENT_TYPES[encoding])
    .send(statusBody(encoding, error.rpcCode, error.message));
}

const RPC_INTERNAL = 13;

function asIngestError(thrown: unknown): IngestError | undefined {
  if (thrown instanceof IngestError) return thrown;
  const { statusCode, message } = thrown as { statusCode?: number; message?: string };
  if (statusCode === 413)
    return new IngestError(413, 'the body is larger than this server takes; send smaller batches');
  if (statusCode !== undefined && statusCode < 500) return new IngestError(400, message ?? 'bad request');
  return undefined;
}
