import { isSessionId, PATHS, PROJECT_KEY_HEADER, type SdkConfig } from '@throughline/format';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GrantOfKey } from '../control/keys.ts';
import { IngestError } from '../ingest/ingestError.ts';
import { ownHostOf, projectOf } from '../ingest/projectKey.ts';
import { INGEST_LIMITS } from '../limits.ts';
import type { ReasonToKeep } from '../recording/keeping.ts';
import { type ConfigOfProject, tagOf } from '../recording/projectConfig.ts';
import type { Promises } from '../recording/promises.ts';

export interface ConfigDependencies {
  grantOfKey: GrantOfKey;
  configOf: ConfigOfProject;
  reasonToKeep: ReasonToKeep;
  promises: Promises;
}

/** Why a session of a quiet hour is kept. */
const FLOOR = 'quiet hour';

/**
 * Tells SDKs how to record: `GET /v1/config?key=…`, with `&session=…` for one that holds a session back. With an ETag, so that
 * an answer that has not changed is a 304 of no body.
 */
export async function configRoute(
  app: FastifyInstance,
  { grantOfKey, configOf, reasonToKeep, promises }: ConfigDependencies,
): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*').header('cache-control', 'private, no-cache');
  });
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof IngestError)) request.log.error(error, 'an SDK could not be told how to record');
    const { status, message } =
      error instanceof IngestError
        ? error
        : { status: 503, message: 'the server cannot tell now; try again later' };
    if (status === 503) reply.header('retry-after', String(INGEST_LIMITS.retryAfterSeconds));
    return reply.code(status).send({ error: { code: 'config', message } });
  });

  app.get(PATHS.config, async (request, reply) => {
    const { key, session } = request.query as Record<string, unknown>;
    const project = await projectOf(carriers(request, key), grantOfKey);
    if (session !== undefined && !isSessionId(session))
      throw new IngestError(400, 'session must be a lower-case UUID');
    const { config, floorPerHour } = await configOf(project);
    const keep =
      session === undefined
        ? undefined
        : promises.isPromised(project, session, floorPerHour)
          ? FLOOR
          : await reasonToKeep(project, session);
    const told: SdkConfig = keep === undefined ? config : { ...config, keep };
    const tag = `"${tagOf(told)}"`;
    reply.header('etag', tag);
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply.send(told);
  });
}

function carriers({ headers }: FastifyRequest, key: unknown) {
  const { authorization, origin } = headers;
  return {
    authorization,
    header: headers[PROJECT_KEY_HEADER],
    query: key,
    origin,
    ownHost: ownHostOf(headers),
  };
}
