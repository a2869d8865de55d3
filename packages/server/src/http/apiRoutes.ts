import type { FastifyInstance } from 'fastify';
import type { ServerStatus } from '../status/serverStatus.ts';
import type { Engine } from '../store/engine.ts';
import { ingestStatus } from './apiSchemas.ts';
import { readForRequests } from './queryRequests.ts';
import { sessionRoutes } from './sessionRoutes.ts';
import { traceRoutes } from './traceRoutes.ts';

/** What the app, and any program with read access, asks of the server. */
export async function apiRoutes(
  app: FastifyInstance,
  { engine, status }: { engine: Engine; status: ServerStatus },
): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  readForRequests(app, engine);
  await app.register(sessionRoutes);
  await app.register(traceRoutes);
  app.get(
    '/admin/ingest',
    { schema: { summary: 'How ingest is doing', response: { 200: ingestStatus } } },
    async () => status.read(),
  );
}
