import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sender } from './alerts/send/send.ts';
import { startAlerts } from './alerts/startAlerts.ts';
import { Backups } from './backup/backups.ts';
import { refuseUnfinishedRestore } from './backup/unfinishedRestore.ts';
import { hasAccounts } from './control/accounts.ts';
import { assetsIn } from './control/assets.ts';
import { bodyClaimsIn } from './control/bodyClaims.ts';
import { openEmbeddedDatabase } from './control/embeddedDatabase.ts';
import { ensureDefaultKey, grantOfKey } from './control/keys.ts';
import { operatorToken } from './control/operatorToken.ts';
import { openRemoteDatabase } from './control/remoteDatabase.ts';
import { listRetention } from './control/retention.ts';
import { openSecretBox } from './control/secretBox.ts';
import { discardAnnotations } from './erasure/discardAnnotations.ts';
import { ErasedSessions } from './erasure/erasedSessions.ts';
import { Eraser } from './erasure/eraser.ts';
import { keepErasedOut } from './erasure/keepErasedOut.ts';
import { startUpkeep } from './erasure/upkeep.ts';
import { lockFolder } from './folderLock.ts';
import { createGrpcServer } from './grpc/server.ts';
import { createHttpServer } from './http/server.ts';
import { Ingest } from './ingest/ingest.ts';
import { listenOn } from './portInUse.ts';
import { acceptedLately } from './query/acceptedBodies.ts';
import { sessionSizes } from './query/sessionSizes.ts';
import { discardLapsed } from './recording/expiry.ts';
import type { Settings } from './settings.ts';
import { providerAt } from './signOn/provider.ts';
import { readIdentities } from './spool/readIdentities.ts';
import { Spool } from './spool/spool.ts';
import type { SealedFile } from './spool/spoolFile.ts';
import { ServerStatus } from './status/serverStatus.ts';
import { openEmbeddedEngine } from './store/embeddedEngine.ts';
import { Loader } from './store/loader.ts';
import { Quarantine } from './store/quarantine.ts';
import { openRemoteEngine } from './store/remoteEngine.ts';
import { applyRetention } from './store/retention.ts';
import { createSchema } from './store/store.ts';
import { issueKeyOf } from './tickets/issueKey.ts';
import { startTickets } from './tickets/startTickets.ts';

export interface RunningServer {
  /** Origin of app, API and ingest, e.g. `http://127.0.0.1:4318`. */
  url: string;
  /** Host and port of OTLP over gRPC; `undefined` if it is switched off. */
  grpcAddress: string | undefined;
  /** The default project's ingest key, if this server knows it in the clear. */
  ingestKey: string | undefined;
  /** Where the first account is made; `undefined` if there is one, or nobody logs in. */
  setupUrl: string | undefined;
  /** Stops taking requests, stores what is in the spool, and lets go of the data folder. */
  stop: () => Promise<void>;
}

const SITE_FOLDER = fileURLToPath(new URL('../../app/dist/site', import.meta.url));
const PLAYER_FOLDER = fileURLToPath(new URL('../../app/dist/offline', import.meta.url));
const SDK_FILE = fileURLToPath(new URL('../../browser/dist/throughline.iife.js', import.meta.url));

/** Starts everything in this process: engines, spool, loader, HTTP, gRPC. */
export async function startServer(settings: Settings): Promise<RunningServer> {
  await mkdir(settings.data, { recursive: true, mode: 0o700 });
  refuseUnfinishedRestore(settings.data);
  const unlock = await lockFolder(settings.data);
  const {
    database,
    scrub,
    close: closeDatabase,
  } = await (settings.databaseUrl
    ? openRemoteDatabase(settings.databaseUrl)
    : openEmbeddedDatabase(join(settings.data, 'postgres')));
  const secrets = await openSecretBox(settings.secretKey, join(settings.data, 'secret-key'));
  const ingestKey = await ensureDefaultKey(database, settings.ingestKey, join(settings.data, 'ingest-key'));
  const engine = await (settings.clickhouseUrl
    ? openRemoteEngine(settings.clickhouseUrl, settings.clickhouseCluster)
    : openEmbeddedEngine(join(settings.data, 'clickhouse')));
  const cluster = settings.clickhouseCluster;
  await createSchema(engine, cluster);
  await applyRetention(engine, await listRetention(database), cluster);

  // Spool and loader each need the other: files go one way, their release the other.
  const onLoaded = (file: SealedFile) => {
    spool.release(file);
    status.countLoaded();
  };
  const onError = (message: string, error: unknown) => {
    status.rememberError(message, error);
    if (http) http.log.error(error, message);
    else process.stderr.write(`${message}: ${String(error)}\n`);
  };
  let http: Awaited<ReturnType<typeof createHttpServer>> | undefined;
  const quarantine = await Quarantine.open(join(settings.data, 'quarantine'));
  const erased = new ErasedSessions();
  // Only a database of its own can be shared with other servers.
  const claimBodies = settings.databaseUrl ? bodyClaimsIn(database) : undefined;
  const loader = new Loader({
    engine,
    quarantine,
    onLoaded,
    onError,
    claimBodies: () => keepErasedOut(erased, claimBodies),
  });
  const { spool, recovered } = await Spool.open(join(settings.data, 'spool'), (file) => loader.load(file));
  const stopping = new AbortController();
  const eraser = new Eraser({
    tables: { engine, cluster, signal: stopping.signal },
    betweenInserts: (task) => loader.between(task),
    spool,
    quarantine,
    database,
    scrub,
    erased,
  });
  await eraser.refresh();
  const ingest = new Ingest(spool, { isErased: (project, session) => erased.has(project, session) });
  const status = new ServerStatus(ingest, spool, quarantine);
  for (const identity of await acceptedLately(engine)) ingest.remember(identity);
  for (const { project, session, ...size } of await sessionSizes(engine))
    ingest.sessions.add(project, session, size);
  // Before they are loaded and gone. What they hold is stored while requests are taken already.
  for (const file of recovered) for (const identity of await readIdentities(file)) ingest.remember(identity);
  for (const file of recovered) loader.load(file);
  const backups = new Backups({
    data: settings.data,
    engine,
    database,
    betweenInserts: (task) => loader.between(task),
    shared: settings.clickhouseUrl !== undefined,
  });
  await backups.clear();
  const assets = assetsIn(database);
  const isSecure = settings.publicUrl?.startsWith('https:') ?? false;
  const setupCode = secrets.secretFor('set-up');
  const mail =
    settings.smtpUrl !== undefined && settings.mailFrom !== undefined
      ? { smtpUrl: settings.smtpUrl, from: settings.mailFrom }
      : undefined;
  const send = sender({ secrets, mail });
  http = await createHttpServer({
    assets,
    database,
    secrets,
    engine,
    cluster,
    eraser,
    backups: cluster === undefined ? backups : undefined,
    ingest,
    status,
    quarantine,
    loader,
    grantOfKey: grantOfKey(database),
    access: {
      isOpen: !settings.auth,
      operatorToken: await operatorToken(settings.readToken, join(settings.data, 'operator-token')),
      isSecure,
    },
    setupCode,
    ...(settings.oidcIssuer !== undefined &&
      settings.oidcClientId !== undefined &&
      settings.publicUrl !== undefined && {
        signOn: {
          name: settings.oidcName,
          firstRole: settings.oidcRole,
          provider: providerAt({
            issuer: settings.oidcIssuer,
            clientId: settings.oidcClientId,
            clientSecret: settings.oidcClientSecret,
            publicUrl: settings.publicUrl,
          }),
        },
      }),
    publicUrl: settings.publicUrl,
    alerts: { send, canMail: mail !== undefined, publicUrl: () => settings.publicUrl ?? url },
    isTicketPosted: (ticket) =>
      settings.jiraUrl !== undefined && issueKeyOf(ticket, settings.jiraUrl) !== undefined,
    siteFolder: SITE_FOLDER,
    playerFolder: PLAYER_FOLDER,
    sdkFile: SDK_FILE,
    logLevel: settings.logLevel,
  });
  const server = http;
  const url = await listenOn('port', settings.port, (port) => server.listen({ host: settings.host, port }));
  const grpc = createGrpcServer({ ingest, grantOfKey: grantOfKey(database), onError });
  const grpcPort =
    settings.grpcPort === undefined
      ? undefined
      : await listenOn('grpc-port', settings.grpcPort, (port) => grpc.listen(settings.host, port));
  const stopUpkeep = startUpkeep({
    eraser,
    quarantine,
    database,
    assets,
    discardAnnotations: () => discardAnnotations({ database, engine, scrub }),
    discardLapsed: () =>
      discardLapsed({
        database,
        reader: engine,
        discard: (project, sessions) => eraser.discard(project, sessions),
      }),
    shared: settings.databaseUrl !== undefined,
    log: server.log,
    onError,
  });
  const stopTickets =
    settings.jiraUrl !== undefined && settings.jiraToken !== undefined
      ? startTickets({
          access: { url: settings.jiraUrl, user: settings.jiraUser, token: settings.jiraToken },
          database,
          reader: engine,
          publicUrl: settings.publicUrl ?? url,
          onError,
        })
      : undefined;
  const stopAlerts = startAlerts({ database, engine, send, publicUrl: settings.publicUrl ?? url, onError });

  return {
    url,
    grpcAddress: grpcPort === undefined ? undefined : `${settings.host}:${grpcPort}`,
    ingestKey,
    setupUrl:
      settings.auth && !(await hasAccounts(database))
        ? `${settings.publicUrl ?? url}/setup#${setupCode}`
        : undefined,
    async stop() {
      stopUpkeep();
      await Promise.all([stopTickets?.(), stopAlerts()]);
      stopping.abort(new Error('the server stops; the erasure is finished at its next start'));
      const backedUp = backups.stop();
      await Promise.all([server.close(), grpc.close()]);
      await spool.close();
      await loader.stop();
      await eraser.idle();
      await backedUp;
      await engine.close();
      await closeDatabase();
      await unlock();
    },
  };
}
