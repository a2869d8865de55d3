import fastifySwagger from '@fastify/swagger';
import { PATHS } from '@throughline/format';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Backups } from '../backup/backups.ts';
import type { Assets } from '../control/assets.ts';
import type { Database } from '../control/database.ts';
import type { GrantOfKey } from '../control/keys.ts';
import { loginsIn } from '../control/logins.ts';
import { knownToken } from '../control/readTokens.ts';
import type { SecretBox } from '../control/secretBox.ts';
import { viewOfLink } from '../control/shareLinks.ts';
import type { Eraser } from '../erasure/eraser.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { ERASURE_LIMITS, HTTP_LIMITS } from '../limits.ts';
import { reasonToKeep } from '../recording/keeping.ts';
import { projectConfigs } from '../recording/projectConfig.ts';
import { Promises } from '../recording/promises.ts';
import { MapReader } from '../sourceMaps/mapReader.ts';
import type { ServerStatus } from '../status/serverStatus.ts';
import type { Engine } from '../store/engine.ts';
import { noteWhatIsDone } from './access/auditing.ts';
import { type Guarded, guard, guardBody } from './access/guard.ts';
import { demandPermissions, withPermission } from './access/permissions.ts';
import { confineLinks } from './access/sharedView.ts';
import { accountRoutes } from './account/accountRoutes.ts';
import { auditRoutes } from './account/auditRoutes.ts';
import { peopleRoutes } from './account/peopleRoutes.ts';
import { projectRoutes } from './account/projectRoutes.ts';
import { type SignOnDependencies, signOnRoutes } from './account/signOnRoutes.ts';
import { type AlertDependencies, alertRoutes } from './alertRoutes.ts';
import { apiRoutes } from './apiRoutes.ts';
import { assetReadRoutes } from './assetReadRoutes.ts';
import { assetRoutes } from './assetRoutes.ts';
import { backupRoute } from './backupRoute.ts';
import { clipRoutes } from './clipRoutes.ts';
import { compressAnswers } from './compression.ts';
import { configRoute } from './configRoute.ts';
import { endConnectionsOnClose } from './endConnections.ts';
import { erasureRoutes } from './erasureRoutes.ts';
import { incidentRoutes } from './incidentRoutes.ts';
import { ingestRoutes } from './ingestRoutes.ts';
import { integrationRoutes } from './integrationRoutes.ts';
import { keyRoutes } from './keyRoutes.ts';
import { metricsRoute } from './metricsRoute.ts';
import { noteRoutes } from './noteRoutes.ts';
import { type QuarantineDependencies, quarantineRoutes } from './quarantineRoutes.ts';
import { retentionRoutes } from './retentionRoutes.ts';
import { savedViewRoutes } from './savedViewRoutes.ts';
import { sdkRoutes } from './sdkRoutes.ts';
import { settingsRoutes } from './settingsRoutes.ts';
import { siteRoutes } from './siteRoutes.ts';
import { sourceMapRoutes } from './sourceMapRoutes.ts';
import { stackRoutes } from './stackRoutes.ts';
import { templateRoutes } from './templateRoutes.ts';
import { ticketRoutes } from './ticketRoutes.ts';

export interface HttpDependencies extends QuarantineDependencies {
  assets: Assets;
  database: Database;
  /** Seals secrets of others at rest. */
  secrets: SecretBox;
  engine: Engine;
  /** The cluster over which the engine's tables are spread, if any. */
  cluster: string | undefined;
  eraser: Pick<Eraser, 'session' | 'user'>;
  /** `undefined` on a cluster, which ClickHouse itself backs up. */
  backups?: Pick<Backups, 'begin'> | undefined;
  ingest: Ingest;
  status: ServerStatus;
  grantOfKey: GrantOfKey;
  /** How people and programs become known. */
  access: Pick<Guarded, 'isOpen' | 'operatorToken' | 'isSecure'>;
  /** What whoever makes the first account must know. */
  setupCode: string;
  /** By which people log in elsewhere, if they can. */
  signOn?: Pick<SignOnDependencies, 'provider' | 'firstRole'> & { name: string };
  /** How alerts are sent, and where their links lead. */
  alerts: Pick<AlertDependencies, 'send' | 'canMail' | 'publicUrl'>;
  /** Whether what an incident names is a ticket that this server tells of it; none is, if it is missing. */
  isTicketPosted?: (ticket: string) => boolean;
  /** Where people reach this server; `undefined`: where it listens. */
  publicUrl?: string | undefined;
  /** Folder of the built app. */
  siteFolder: string;
  /** Folder of what plays an exported session. */
  playerFolder: string;
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
  const {
    assets,
    database,
    engine,
    ingest,
    status,
    grantOfKey,
    access,
    siteFolder,
    playerFolder,
    sdkFile,
    logLevel,
  } = dependencies;
  const { limits = HTTP_LIMITS, secrets, signOn } = dependencies;
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

  const publicUrl = () => dependencies.publicUrl ?? app.listeningOrigin;
  endConnectionsOnClose(app);
  const maps = new MapReader();
  app.addHook('onClose', () => maps.close());
  app.get(PATHS.health, async () => ({ status: 'ok' }));
  await app.register(ingestRoutes, { ingest, grantOfKey });
  await app.register(configRoute, {
    grantOfKey,
    configOf: projectConfigs(database),
    reasonToKeep: reasonToKeep(engine, (error) =>
      app.log.error(error, 'could not tell which sessions to keep'),
    ),
    promises: new Promises(),
  });
  await app.register(assetRoutes, { assets, grantOfKey, inFlight: ingest.inFlight });
  await app.register(async (read) => {
    await compressAnswers(read);
    await read.register(sdkRoutes, { file: sdkFile });
    await read.register(async (guarded) => {
      demandPermissions(guarded);
      // What is told of people and sessions is for who asked, and only as long as it holds.
      guarded.addHook('onSend', async (_request, reply) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      });
      const logins = loginsIn(database);
      guarded.addHook(
        'onRequest',
        guard({
          ...access,
          tokenOf: knownToken(database),
          viewOf: viewOfLink(database),
          userOf: logins.userOf,
        }),
      );
      guarded.addHook('preHandler', guardBody);
      confineLinks(guarded);
      noteWhatIsDone(guarded, database);
      await guarded.register(
        async (api) => {
          await api.register(fastifySwagger, {
            openapi: {
              openapi: '3.1.0',
              info: { title: 'Throughline', version: '0.1.0' },
              servers: [{ url: PATHS.api }],
            },
            transform: (route) => withPermission(jsonSchemaTransform(route), route.route),
            stripBasePath: true,
          });
          await api.register(accountRoutes, {
            database,
            logins,
            setupCode: dependencies.setupCode,
            isSecure: access.isSecure,
            singleSignOn: signOn?.name,
          });
          if (signOn)
            await api.register(signOnRoutes, {
              database,
              secrets,
              isSecure: access.isSecure,
              provider: signOn.provider,
              firstRole: signOn.firstRole,
            });
          await api.register(peopleRoutes, { database });
          await api.register(projectRoutes, { database });
          await api.register(auditRoutes, { database });
          await api.register(keyRoutes, { database });
          await api.register(quarantineRoutes, {
            quarantine: dependencies.quarantine,
            loader: dependencies.loader,
          });
          await api.register(retentionRoutes, { database, engine, cluster: dependencies.cluster });
          await api.register(settingsRoutes, { database });
          await api.register(savedViewRoutes, { database });
          await api.register(noteRoutes, { database, engine });
          await api.register(clipRoutes, { database, engine });
          await api.register(alertRoutes, { database, secrets, ...dependencies.alerts });
          await api.register(assetReadRoutes, { assets });
          await api.register(sourceMapRoutes, { database, maps, inFlight: ingest.inFlight });
          await api.register(stackRoutes, { database, maps });
          await api.register(erasureRoutes, { eraser: dependencies.eraser });
          await api.register(backupRoute, { backups: dependencies.backups });
          await api.register(apiRoutes, { assets, database, engine, playerFolder, status });
          await api.register(integrationRoutes, { database, secrets: dependencies.secrets });
          await api.register(templateRoutes, { database });
          await api.register(ticketRoutes, {
            database,
            secrets: dependencies.secrets,
            engine,
            publicUrl,
          });
          api.get('/openapi.json', { config: { permission: 'read' }, schema: { hide: true } }, async () =>
            api.swagger(),
          );
          api.get('/*', { config: { permission: 'read' }, schema: { hide: true } }, async (request, reply) =>
            reply.code(404).send({
              error: { code: 'not_found', message: `there is no ${request.url.split('?')[0]} here` },
            }),
          );
        },
        { prefix: PATHS.api },
      );
      await guarded.register(incidentRoutes, {
        database,
        reader: engine,
        isTicketPosted: dependencies.isTicketPosted ?? (() => false),
      });
      await guarded.register(metricsRoute, { status });
      await guarded.register(siteRoutes, { folder: siteFolder, publicUrl });
    });
  });
  return app;
}
