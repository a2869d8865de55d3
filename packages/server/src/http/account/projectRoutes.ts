import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../../control/database.ts';
import { createProject, listProjects, ProjectError, renameProject } from '../../control/projects.ts';
import { PROJECT_LIMITS } from '../../limits.ts';
import { askerOf } from '../access/asker.ts';
import { permit } from '../access/permissions.ts';
import { apiError } from '../apiSchemas.ts';
import { notFound } from '../notFound.ts';
import { project } from './schemas.ts';

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 small letters, digits and dashes, no dash first');
const name = z.string().trim().min(1, 'must not be empty').max(PROJECT_LIMITS.nameCharacters);
const errors = { 400: apiError, 403: apiError, 404: apiError, 409: apiError };

/** Projects: each has recordings, keys and settings of its own. */
export async function projectRoutes(
  fastify: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  permit(fastify, { reading: 'read', changing: 'administer' });
  const app = fastify.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/projects',
    {
      config: { isOfNoProject: true },
      schema: {
        summary: 'Projects that one sees, by name',
        response: { 200: z.object({ projects: z.array(project) }) },
      },
    },
    async (request) => {
      const asker = askerOf(request);
      return { projects: (await listProjects(database)).filter((found) => asker.sees(found.id)) };
    },
  );
  app.post(
    '/projects',
    {
      schema: {
        summary: 'Make a project',
        body: z.strictObject({ id, name }),
        response: { 201: project, ...errors },
      },
    },
    async ({ body }, reply) => {
      try {
        return reply.code(201).send(await createProject(database, body));
      } catch (error) {
        if (!(error instanceof ProjectError)) throw error;
        return reply.code(409).send({ error: { code: 'refused', message: error.message } });
      }
    },
  );
  app.patch(
    '/projects/:id',
    {
      schema: {
        summary: 'Rename a project',
        params: z.object({ id }),
        body: z.strictObject({ name }),
        response: { 200: project, ...errors },
      },
    },
    async ({ params, body }, reply) =>
      (await renameProject(database, params.id, body.name)) ??
      reply.code(404).send(notFound(`project ${params.id}`)),
  );
}
