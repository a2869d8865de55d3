import fastifySwagger from '@fastify/swagger';
import { PATHS } from '@throughline/format';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Database } from '../control/database.ts';
import type { GrantOfKey } from '../control/keys.ts';
import { isReadToken } from '../control/readTokens.ts';
import type { Eraser } from '../erasure/eraser.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { ERASURE_LIMITS, HTTP_LIMITS } from '../limits.ts';
import type { ServerStatus } from '../status/serverStatus.ts';
import type { Engine } from '../store/engine.ts';
import { apiRoutes } from './apiRoutes.ts';
import { endConnectionsOnClose } from './endConnections.ts';
import { erasureRoutes } from './erasureRoutes.ts';
import { ingestRoutes } from './ingestRoutes.ts';
import { keyRoutes } from './keyRoutes.ts';
import { metricsRoute } from './metricsRoute.ts';
import { type QuarantineDependencies, quarantineRoutes } from './quarantineRoutes.ts';
import { readAccess } from './readAccess.ts';
import { retentionRoutes } from './retentionRoutes.ts';
import { sdkRoutes } from './sdkRoutes.ts';
import { siteRoutes } from './siteRoutes.ts';

export interface HttpDependencies extends QuarantineDependencies {
  database: Database;
  engine: Engine;
  /** The cluster over which the engine's tables are spread, if any. */
  cluster: string | undefined;
  eraser: Pick<Eraser, 'session' | 'user'>;
  ingest: Ingest;
  status: ServerStatus;
  grantOfKey: GrantOfKey;
  readToken: string | undefined;
  /** Folder of the built app. */
  siteFolder: string;
  /** The browser SDK as one script. */
  sdkFile: string;
  logLevel: string;
  /** Other bounds than the server's own. */
  limits?: Record<keyof typeof HTTP_LIMITS, number>;
}

/** Longest parameter of a path: a user's id, each character of which may be twelve of an URL. */
const PARAMETER_CHARACTERS = 12 * ERASURE_LIMITS.userIdCharacters;

/** Everything that is served on the one HTTP port. */
export async function createHttpServer(dependencies: HttpDependencies): Promise<FastifyInstance> {
  const { database, engine, ingest, status, grantOfKey, readToken, siteFolder, sdkFile, logLevel } =
    dependencies;
  const { limits = HTTP_LIMITS } = dependencies;
  const app = fastify({
    logger: { level: logLevel },
    // Every request would be two lines of log; what fails is logged where it fails.
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      maxHeaderSize: limits.headerBytes,
    },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: PARAMETER_CHARACTERS },
  });
  app.server.maxConnections = limits.connections;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const problems = error.validation.map(
        (issue) => `${issue.instancePath.slice(1) || 'request'}: ${issue.message}`,
      );
      return reply.code(400).send({ error: { code: 'bad_request', message: problems.join('; ') } });
    }
    const code = (error as { statusCode?: number }).statusCode ?? 500;
    if (code < 500)
      return reply.code(code).send({ error: { code: 'bad_request', message: (error as Error).message } });
    request.log.error(error, 'request failed');
    return reply
      .code(500)
      .send({ error: { code: 'internal', message: 'the server failed to answer; its log says why' } });
  });

  endConnectionsOnClose(app);
  app.get(PATHS.health, async () => ({ status: 'ok' }));
  await app.register(ingestRoutes, { ingest, grantOfKey });
  await app.register(sdkRoutes, { file: sdkFile });
  await app.register(async (guarded) => {
    guarded.addHook('onRequest', readAccess(readToken, isReadToken(database)));
    await guarded.register(
      async (api) => {
        await api.register(fastifySwagger, {
          openapi: {
            openapi: '3.1.0',
            info: { title: 'Throughline', version: '0.1.0' },
            servers: [{ url: PATHS.api }],
          },
          transform: jsonSchemaTransform,
          stripBasePath: true,
        });
        await api.register(keyRoutes, { database });
        await api.register(quarantineRoutes, {
          quarantine: dependencies.quarantine,
          loader: dependencies.loader,
        });
        await api.register(retentionRoutes, { database, engine, cluster: dependencies.cluster });
        await api.register(erasureRoutes, { eraser: dependencies.eraser });
        await api.register(apiRoutes, { engine, status });
        api.get('/openapi.json', { schema: { hide: true } }, async () => api.swagger());
        api.get('/*', { schema: { hide: true } }, async (request, reply) =>
          reply
            .code(404)
            .send({ error: { code: 'not_found', message: `there is no ${request.url.split('?')[0]} here` } }),
        );
      },
      { prefix: PATHS.api },
    );
    await guarded.register(metricsRoute, { status });
    await guarded.register(siteRoutes, { folder: siteFolder });
  });
  return app;
}
