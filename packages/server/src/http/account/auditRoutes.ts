import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listAudit } from '../../control/audit.ts';
import type { Database } from '../../control/database.ts';
import { AUDIT_LIMITS } from '../../limits.ts';
import { apiError } from '../apiSchemas.ts';
import { auditEntry } from './schemas.ts';

const question = z.object({
  target: z
    .string()
    .max(AUDIT_LIMITS.textCharacters)
    .optional()
    .describe('Only what was done to this, e.g. the id of a session'),
  asker: z.string().max(100).optional().describe('Only what this user, token or link did, by id'),
  before: z.coerce.number().int().optional().describe('Only what came before the entry of this number'),
});

/** Who watched and changed what. */
export async function auditRoutes(
  fastify: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  fastify.withTypeProvider<ZodTypeProvider>().get(
    '/audit-log',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Who watched and changed what, newest first',
        querystring: question,
        response: { 200: z.object({ entries: z.array(auditEntry) }), 400: apiError },
      },
    },
    async ({ query }) => ({ entries: await listAudit(database, query) }),
  );
}
