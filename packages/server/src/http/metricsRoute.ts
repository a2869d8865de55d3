import type { FastifyInstance } from 'fastify';
import { PROMETHEUS_CONTENT_TYPE, prometheusText } from '../status/prometheus.ts';
import type { ServerStatus } from '../status/serverStatus.ts';

/** `/metrics`: the server's own metrics for Prometheus. */
export async function metricsRoute(
  app: FastifyInstance,
  { status }: { status: ServerStatus },
): Promise<void> {
  app.get('/metrics', { config: { permission: 'read' } }, async (_request, reply) => {
    const { user, system } = process.cpuUsage();
    const figures = { residentBytes: process.memoryUsage.rss(), cpuSeconds: (user + system) / 1e6 };
    return reply.type(PROMETHEUS_CONTENT_TYPE).send(prometheusText(await status.read(), figures));
  });
}
