import { type AssetsMissing, isAssetHash, PATHS, PROJECT_KEY_HEADER } from '@throughline/format';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Assets } from '../control/assets.ts';
import type { GrantOfKey } from '../control/keys.ts';
import { askedHashes, checkedAsset } from '../ingest/asset.ts';
import type { BytesInFlight } from '../ingest/bytesInFlight.ts';
import { IngestError } from '../ingest/ingestError.ts';
import { ownHostOf, projectOf } from '../ingest/projectKey.ts';
import { ASSET_LIMITS } from '../limits.ts';
import { receiveBodies } from './receiveBody.ts';

export interface AssetDependencies {
  assets: Assets;
  grantOfKey: GrantOfKey;
  inFlight: BytesInFlight;
}

/** How long a browser may believe that nothing is missing, seconds: most pages ask nothing then. */
const BELIEVED_SECONDS = 24 * 60 * 60;

/** Takes in what recordings share, from any origin and without a preflight. */
export async function assetRoutes(
  app: FastifyInstance,
  { assets, grantOfKey, inFlight }: AssetDependencies,
): Promise<void> {
  receiveBodies(app, inFlight);
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*').header('cache-control', 'no-store');
  });
  app.setErrorHandler((error, request, reply) => {
    const known = error instanceof IngestError ? error : undefined;
    if (!known) request.log.error(error, 'an asset could not be taken');
    const { status, message } = known ?? {
      status: 503,
      message: 'the server cannot take it now; try again later',
    };
    if (!request.raw.complete) reply.header('connection', 'keep-alive').request.raw.resume();
    return reply.code(status).send({ error: { code: 'asset', message } });
  });

  app.get(PATHS.assets, async (request, reply): Promise<AssetsMissing> => {
    const project = await authenticate(request, grantOfKey);
    const { hashes } = request.query as Record<string, unknown>;
    const missing = await assets.missing(project, askedHashes(hashes));
    if (missing.length === 0) reply.header('cache-control', `private, max-age=${BELIEVED_SECONDS}`);
    return { missing };
  });

  app.post(`${PATHS.assets}/:hash`, { bodyLimit: ASSET_LIMITS.compressedBytes }, async (request) => {
    const project = await authenticate(request, grantOfKey);
    const { hash } = request.params as { hash: string };
    if (!isAssetHash(hash)) throw new IngestError(400, 'the path must end in a SHA-256 hash in hex');
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!(await assets.store(project, hash, await checkedAsset(hash, body))))
      throw new IngestError(429, 'the project holds as many assets as it may');
    return { ok: true };
  });
}

function authenticate({ headers, query }: FastifyRequest, grantOfKey: GrantOfKey): Promise<string> {
  const { authorization, origin } = headers;
  const { key } = query as Record<string, unknown>;
  return projectOf(
    { authorization, header: headers[PROJECT_KEY_HEADER], query: key, origin, ownHost: ownHostOf(headers) },
    grantOfKey,
  );
}
