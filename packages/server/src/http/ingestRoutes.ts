import { LIMITS, PATHS, PROJECT_KEY_HEADER, type SegmentAck } from '@throughline/format';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GrantOfKey } from '../control/keys.ts';
import { INGEST_KINDS, type IngestKind } from '../ingest/counts.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { IngestError } from '../ingest/ingestError.ts';
import {
  CONTENT_TYPES,
  type OtlpEncoding,
  type OtlpSignal,
  statusBody,
  successBody,
} from '../ingest/otlp/status.ts';
import { projectOf } from '../ingest/projectKey.ts';
import { INGEST_LIMITS } from '../limits.ts';
import { receiveBodies } from './receiveBody.ts';

interface IngestDependencies {
  ingest: Ingest;
  grantOfKey: GrantOfKey;
}

const SIGNALS: Record<OtlpSignal, string> = {
  traces: PATHS.traces,
  logs: PATHS.logs,
  metrics: PATHS.metrics,
};

/** What takes data in: segments from browsers, OTLP over HTTP from anywhere. Any origin may send; none may read. */
export async function ingestRoutes(
  app: FastifyInstance,
  { ingest, grantOfKey }: IngestDependencies,
): Promise<void> {
  receiveBodies(app, ingest.inFlight);
  app.addHook('onRequest', async (_request, reply) => {
    // A page elsewhere may read when to come back, and nothing else.
    reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'retry-after');
  });
  app.setErrorHandler((error, request, reply) => {
    ingest.counts.refuse(kindOf(request), asIngestError(error)?.status ?? 500);
    return sendError(reply, encodingOf(request), error);
  });

  for (const path of [PATHS.segments, ...Object.values(SIGNALS)]) app.options(path, preflight);

  app.post(
    PATHS.segments,
    { bodyLimit: LIMITS.segmentCompressedBytes },
    async (request): Promise<SegmentAck> => {
      const project = await authenticate(request, grantOfKey);
      await ingest.segment(project, bodyOf(request));
      return { ok: true, serverTime: Date.now() };
    },
  );

  for (const [signal, path] of Object.entries(SIGNALS) as [OtlpSignal, string][]) {
    app.post(path, { bodyLimit: INGEST_LIMITS.otlpCompressedBytes }, async (request, reply) => {
      const encoding = encodingOf(request);
      if (encoding === undefined)
        throw new IngestError(415, 'content-type must be application/x-protobuf or application/json');
      const project = await authenticate(request, grantOfKey);
      const contentEncoding = request.headers['content-encoding'];
      const rejection = await ingest.otlp(project, signal, encoding, bodyOf(request), contentEncoding);
      return reply.type(CONTENT_TYPES[encoding]).send(successBody(encoding, signal, rejection));
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

function authenticate(request: FastifyRequest, grantOfKey: GrantOfKey): Promise<string> {
  return projectOf(
    {
      authorization: request.headers.authorization,
      header: request.headers[PROJECT_KEY_HEADER],
      query: (request.query as Record<string, unknown>).key,
      origin: request.headers.origin,
    },
    grantOfKey,
  );
}

/** What a request to one of the paths here sends. */
function kindOf(request: FastifyRequest): IngestKind {
  const path = request.routeOptions.url;
  return INGEST_KINDS.find((kind) => PATHS[kind] === path) ?? 'segments';
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
  if (error === undefined) reply.log.error(thrown, 'ingest failed');
  // A client cut off while it still sends sees a broken connection, not the answer: take the rest and throw it away.
  if (!reply.request.raw.complete) reply.header('connection', 'keep-alive').request.raw.resume();
  if (error?.retryAfterSeconds !== undefined) reply.header('retry-after', String(error.retryAfterSeconds));
  return reply
    .code(error?.status ?? 500)
    .type(CONTENT_TYPES[encoding])
    .send(statusBody(encoding, error));
}

function asIngestError(thrown: unknown): IngestError | undefined {
  if (thrown instanceof IngestError) return thrown;
  const { statusCode, message } = thrown as { statusCode?: number; message?: string };
  if (statusCode === 413)
    return new IngestError(413, 'the body is larger than this server takes; send smaller batches');
  if (statusCode !== undefined && statusCode < 500) return new IngestError(400, message ?? 'bad request');
  return undefined;
}
