import type { FastifyInstance } from 'fastify';
import type { Assets } from '../control/assets.ts';
import type { Database } from '../control/database.ts';
import type { ServerStatus } from '../status/serverStatus.ts';
import type { Engine } from '../store/engine.ts';
import { hidePayloads } from './access/hidePayloads.ts';
import { permit } from './access/permissions.ts';
import { ingestStatus } from './apiSchemas.ts';
import { exportRoutes } from './exportRoutes.ts';
import { issueRoutes } from './issueRoutes.ts';
import { readForRequests } from './queryRequests.ts';
import { releaseRoutes } from './releaseRoutes.ts';
import { serviceMapRoutes } from './serviceMapRoutes.ts';
import { sessionBrowserRoutes } from './sessionBrowserRoutes.ts';
import { sessionListRoutes } from './sessionListRoutes.ts';
import { sessionRoutes } from './sessionRoutes.ts';
import { shareLinkRoutes } from './shareLinkRoutes.ts';
import { supportRoutes } from './supportRoutes.ts';
import { traceRoutes } from './traceRoutes.ts';

/** What the app, and any program with read access, asks of the server. */
export async function apiRoutes(
  app: FastifyInstance,
  {
    assets,
    database,
    engine,
    playerFolder,
    status,
  }: { assets: Assets; database: Database; engine: Engine; playerFolder: string; status: ServerStatus },
): Promise<void> {
  permit(app, { reading: 'read', changing: 'read' });
  hidePayloads(app);
  readForRequests(app, engine);
  await app.register(shareLinkRoutes, { database });
  await app.register(sessionListRoutes);
  await app.register(sessionRoutes);
  await app.register(sessionBrowserRoutes);
  await app.register(supportRoutes);
  await app.register(exportRoutes, { assets, playerFolder });
  await app.register(traceRoutes);
  await app.register(serviceMapRoutes);
  await app.register(issueRoutes, { database });
  await app.register(releaseRoutes);
  app.get(
    '/admin/ingest',
    { schema: { summary: 'How ingest is doing', response: { 200: ingestStatus } } },
    async () => status.read(),
  );
}
