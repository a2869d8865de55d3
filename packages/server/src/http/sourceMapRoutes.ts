import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { DEFAULT_PROJECT, type SourceMapList, type SourceMapSummary } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import {
  deleteSourceMap,
  deleteSourceMaps,
  listSourceMaps,
  SourceMapError,
  storeSourceMap,
} from '../control/sourceMaps.ts';
import type { BytesInFlight } from '../ingest/bytesInFlight.ts';
import { IngestError } from '../ingest/ingestError.ts';
import { SOURCE_MAP_LIMITS } from '../limits.ts';
import { UnusableMapError } from '../sourceMaps/checkedMap.ts';
import type { MapReader } from '../sourceMaps/mapReader.ts';
import { scriptName } from '../sourceMaps/scriptName.ts';
import { permit } from './access/permissions.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';
import { receiveBodies } from './receiveBody.ts';

const project = z.string().max(100).default(DEFAULT_PROJECT);
const release = z
  .string()
  .trim()
  .max(SOURCE_MAP_LIMITS.releaseCharacters)
  .describe('`service.version` of the records that it is for; empty: of all');
const summary: z.ZodType<SourceMapSummary> = z.object({
  id: z.string(),
  release,
  url: z.string(),
  bytes: z.number().int().describe('As it is kept: gzipped'),
  uploadedAt: z.string().describe('ISO 8601, UTC'),
});
const list: z.ZodType<SourceMapList> = z.object({ sourceMaps: z.array(summary) });
const question = z.object({
  project,
  release,
  url: z
    .string()
    .max(SOURCE_MAP_LIMITS.urlCharacters)
    .describe('Address of the script, or its path, which then holds on every host'),
});
const which = z.object({ project, release: release.optional() });
const errors = { 400: apiError, 401: apiError, 403: apiError, 404: apiError, 409: apiError, 413: apiError };

/** First two bytes of gzip (RFC 1952). */
const GZIP_MAGIC = [0x1f, 0x8b];
const compress = promisify(gzip);

export interface SourceMapDependencies {
  database: Database;
  maps: MapReader;
  inFlight: BytesInFlight;
}

/** Source maps: uploaded, listed and deleted with a token for that, and never given out. */
export async function sourceMapRoutes(
  fastify: FastifyInstance,
  { database, maps, inFlight }: SourceMapDependencies,
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'source-maps', changing: 'source-maps' });
  receiveBodies(app, inFlight);
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof IngestError)) throw error;
    // Whoever still sends gets to know why it is refused.
    if (!request.raw.complete) reply.header('connection', 'keep-alive').request.raw.resume();
    const message =
      error.status === 413
        ? `a source map may have ${SOURCE_MAP_LIMITS.compressedBytes} bytes as sent: gzip it, or split the script`
        : error.message;
    return reply.code(error.status).send(refused(message));
  });

  app.post(
    '/sourcemaps',
    {
      bodyLimit: SOURCE_MAP_LIMITS.compressedBytes,
      schema: {
        summary: 'Upload the source map of one script, in place of an earlier one',
        description: `The body is the .map file, as it is or gzipped; ${SOURCE_MAP_LIMITS.compressedBytes} bytes at most as sent, ${SOURCE_MAP_LIMITS.inflatedBytes} inflated.`,
        querystring: question,
        response: { 201: summary, ...errors },
      },
    },
    async ({ query, body: given }, reply) => {
      const url = scriptName(query.url);
      if (url === undefined)
        return reply.code(400).send(refused('url must be the address or the path of a script'));
      const body = Buffer.isBuffer(given) ? given : Buffer.alloc(0);
      const packed = GZIP_MAGIC.every((byte, index) => body[index] === byte) ? body : await compress(body);
      try {
        await maps.check(packed);
        return await reply.code(201).send(await storeSourceMap(database, { ...query, url }, packed));
      } catch (error) {
        if (error instanceof UnusableMapError)
          return reply.code(400).send(refused(`the source map of ${url} cannot be used: ${error.message}`));
        if (error instanceof SourceMapError)
          return reply.code(409).send({ error: { code: 'refused', message: error.message } });
        throw error;
      }
    },
  );
  app.get(
    '/sourcemaps',
    {
      schema: {
        summary: 'Source maps, newest first, without what they hold',
        querystring: which,
        response: { 200: list, ...errors },
      },
    },
    async ({ query }) => ({ sourceMaps: await listSourceMaps(database, query.project, query.release) }),
  );
  app.delete(
    '/sourcemaps',
    {
      schema: {
        summary: 'Delete all source maps of a release',
        querystring: z.object({ project, release }),
        response: { 200: z.object({ deleted: z.number().int() }), ...errors },
      },
    },
    async ({ query }) => ({ deleted: await deleteSourceMaps(database, query.project, query.release) }),
  );
  app.delete(
    '/sourcemaps/:id',
    {
      schema: {
        summary: 'Delete one source map',
        params: z.object({ id: z.uuid() }),
        querystring: z.object({ project }),
        response: { 204: z.null(), ...errors },
      },
    },
    async ({ params, query }, reply) =>
      (await deleteSourceMap(database, query.project, params.id))
        ? reply.code(204).send(null)
        : reply.code(404).send(notFound(`source map ${params.id}`)),
  );
}

function refused(message: string) {
  return { error: { code: 'bad_request', message } };
}
