import { DEFAULT_PROJECT, type ProjectRetention, RETENTION, type RetentionList } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import { listRetention, setRetention } from '../control/retention.ts';
import type { Engine } from '../store/engine.ts';
import { applyRetention } from '../store/retention.ts';
import { permit } from './access/permissions.ts';
import { apiError } from './apiSchemas.ts';

export interface RetentionDependencies {
  database: Database;
  engine: Engine;
  cluster: string | undefined;
}

const { defaultDays, leastDays, mostDays } = RETENTION;
const days = z
  .number()
  .int()
  .min(leastDays, `must be ${leastDays} to ${mostDays} days`)
  .max(mostDays, `must be ${leastDays} to ${mostDays} days`);
const described = (kind: keyof typeof defaultDays) =>
  days.optional().describe(`Days; by default ${defaultDays[kind]}`);

const projectRetention: z.ZodType<ProjectRetention> = z.object({
  project: z.string(),
  days: z.object({ spans: days, logs: days, replay: days }),
});
const retentionList: z.ZodType<RetentionList> = z.object({ retention: z.array(projectRetention) });
const body = z
  .strictObject({
    project: z.string().max(100).default(DEFAULT_PROJECT),
    spans: described('spans'),
    logs: described('logs'),
    replay: described('replay'),
  })
  .refine(
    ({ spans, logs, replay }) => spans ?? logs ?? replay,
    'must name at least one of spans, logs, replay',
  );
const errors = { 400: apiError, 403: apiError, 404: apiError };

/** How long records are kept: told to all who may read, set by whoever runs the server. */
export async function retentionRoutes(
  fastify: FastifyInstance,
  { database, engine, cluster }: RetentionDependencies,
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'read', changing: 'administer' });

  app.get(
    '/retention',
    {
      schema: { summary: 'How long records are kept, by project and kind', response: { 200: retentionList } },
    },
    async () => ({ retention: await listRetention(database) }),
  );
  app.put(
    '/retention',
    {
      schema: {
        summary: 'Set how long records are kept; kinds that are not named stay as they are',
        body,
        response: { 200: projectRetention, ...errors },
      },
    },
    async ({ body: { project, ...kinds } }, reply) => {
      const set = await setRetention(database, project, kinds);
      if (!set)
        return reply
          .code(404)
          .send({ error: { code: 'not_found', message: `there is no project ${project}` } });
      await applyRetention(engine, await listRetention(database), cluster);
      return set;
    },
  );
}
