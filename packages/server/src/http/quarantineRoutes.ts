import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Loader } from '../store/loader.ts';
import type { Quarantine } from '../store/quarantine.ts';
import { permit } from './access/permissions.ts';
import { apiError } from './apiSchemas.ts';

export interface QuarantineDependencies {
  quarantine: Pick<Quarantine, 'list'>;
  loader: Pick<Loader, 'retry'>;
}

const body = z.object({
  name: z.string().describe('Its file in the folder quarantine'),
  kind: z.string(),
  bytes: z.number(),
  at: z.number().describe('When it was put there, Unix milliseconds'),
  reason: z.string().describe('What the engine said of it'),
});
const errors = { 403: apiError, 404: apiError };

/** Bodies that the engine could not read: shown, and tried again, by whoever runs the server. */
export async function quarantineRoutes(
  fastify: FastifyInstance,
  { quarantine, loader }: QuarantineDependencies,
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'administer', changing: 'administer' });

  app.get(
    '/admin/quarantine',
    {
      schema: {
        summary: 'Bodies that could not be stored, the oldest first',
        response: { 200: z.object({ bodies: z.array(body) }), ...errors },
      },
    },
    async () => ({
      bodies: (await quarantine.list()).map(({ name, kind, bytes, at, reason }) => ({
        name,
        kind,
        bytes,
        at,
        reason,
      })),
    }),
  );

  app.post(
    '/admin/quarantine/retry',
    {
      schema: {
        summary: 'Tries again to store one of them, or all',
        body: z.object({ name: z.string().optional() }),
        response: { 200: z.object({ stored: z.number(), left: z.number() }), ...errors },
      },
    },
    async ({ body: { name } }, reply) => {
      const bodies = await quarantine.list();
      const chosen = name === undefined ? bodies : bodies.filter((one) => one.name === name);
      if (name !== undefined && chosen.length === 0)
        return reply
          .code(404)
          .send({ error: { code: 'not_found', message: `there is no ${name.slice(0, 200)} in quarantine` } });
      let stored = 0;
      for (const one of chosen) if (await loader.retry(one)) stored++;
      return { stored, left: bodies.length - stored };
    },
  );
}
