import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bodyClaimsIn } from './control/bodyClaims.ts';
import { openEmbeddedDatabase } from './control/embeddedDatabase.ts';
import { ensureDefaultKey, grantOfKey } from './control/keys.ts';
import { openRemoteDatabase } from './control/remoteDatabase.ts';
import { listRetention } from './control/retention.ts';
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
import type { Settings } from './settings.ts';
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

export interface RunningServer {
  /** Origin of app, API and ingest, e.g. `http://127.0.0.1:4318`. */
  url: string;
  /** Host and port of OTLP over gRPC; `undefined` if it is switched off. */
  grpcAddress: string | undefined;
  /** The default project's ingest key, if this server knows it in the clear. */
  ingestKey: string | undefined;
  /** Stops taking requests, stores what is in the spool, and lets go of the data folder. */
  stop: () => Promise<void>;
}

const SITE_FOLDER = fileURLToPath(new URL('../../app/dist/site', import.meta.url));
const SDK_FILE = fileURLToPath(new URL('../../browser/dist/throughline.iife.js', import.meta.url));

/** Starts everything in this process: engines, spool, loader, HTTP, gRPC. */
export async function startServer(settings: Settings): Promise<RunningServer> {
  await mkdir(settings.data, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(settings.data);
  const { database, close: closeDatabase } = await (settings.databaseUrl
    ? openRemoteDatabase(settings.databaseUrl)
    : openEmbeddedDatabase(join(settings.data, 'postgres')));
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
  http = await createHttpServer({
    database,
    engine,
    cluster,
    eraser,
    ingest,
    status,
    quarantine,
    loader,
    grantOfKey: grantOfKey(database),
    readToken: settings.readToken,
    siteFolder: SITE_FOLDER,
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
    shared: settings.databaseUrl !== undefined,
    log: server.log,
    onError,
  });

  return {
    url,
    grpcAddress: grpcPort === undefined ? undefined : `${settings.host}:${grpcPort}`,
    ingestKey,
    async stop() {
      stopUpkeep();
      stopping.abort(new Error('the server stops; the erasure is finished at its next start'));
      await Promise.all([server.close(), grpc.close()]);
      await spool.close();
      await loader.stop();
      await eraser.idle();
      await engine.close();
      await closeDatabase();
      await unlock();
    },
  };
}
