import type { IntegrationTarget } from '@throughline/format';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import {
  addIntegration,
  changeIntegration,
  deleteIntegration,
  IntegrationError,
  listIntegrations,
  openIntegration,
} from '../control/integrations.ts';
import type { SecretBox } from '../control/secretBox.ts';
import { checkTemplate, TemplateError } from '../tickets/templates/fillTemplate.ts';
import { placeholdersOf } from '../tickets/templates/placeholders.ts';
import { TrackerError } from '../tickets/trackerError.ts';
import { trackerOf } from '../tickets/trackers/trackerOf.ts';
import { permit } from './access/permissions.ts';
import { apiError } from './apiSchemas.ts';
import {
  idPath,
  integration,
  integrationToAdd,
  integrationToChange,
  projectQuestion,
} from './integrationSchemas.ts';
import { notFound } from './notFound.ts';
import { untilGone } from './untilGone.ts';

const errors = { 400: apiError, 403: apiError, 404: apiError, 409: apiError };

/** Where tickets are filed: added, changed, asked and deleted by administrators. What is secret is taken and never told. */
export async function integrationRoutes(
  fastify: FastifyInstance,
  { database, secrets }: { database: Database; secrets: SecretBox },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'administer', changing: 'administer' });

  app.get(
    '/integrations',
    {
      schema: {
        summary: 'Integrations by name, without their secrets',
        querystring: projectQuestion,
        response: { 200: z.object({ integrations: z.array(integration) }), ...errors },
      },
    },
    async ({ query }) => ({ integrations: await listIntegrations(database, query.project) }),
  );
  app.post(
    '/integrations',
    {
      schema: {
        summary: 'Add an integration',
        querystring: projectQuestion,
        body: integrationToAdd,
        response: { 201: integration, ...errors },
      },
    },
    async ({ query, body }, reply) => {
      try {
        checkFields(body);
        return reply.code(201).send(await addIntegration(database, secrets, query.project, body));
      } catch (error) {
        return refuse(reply, error);
      }
    },
  );
  app.patch(
    '/integrations/:id',
    {
      schema: {
        summary: 'Change an integration',
        description:
          'What is missing stays. To send its secret elsewhere than before, the secret must be given again.',
        params: idPath,
        querystring: projectQuestion,
        body: integrationToChange,
        response: { 200: integration, ...errors },
      },
    },
    async ({ params, query, body }, reply) => {
      try {
        if (body.target) checkFields(body.target);
        const changed = await changeIntegration(database, secrets, { ...query, ...params }, body);
        return changed ?? reply.code(404).send(notFound(`integration ${params.id}`));
      } catch (error) {
        return refuse(reply, error);
      }
    },
  );
  app.delete(
    '/integrations/:id',
    {
      schema: {
        summary: 'Delete an integration; what was filed by it stays',
        params: idPath,
        querystring: projectQuestion,
        response: { 204: z.null(), ...errors },
      },
    },
    async ({ params, query }, reply) =>
      (await deleteIntegration(database, query.project, params.id))
        ? reply.code(204).send(null)
        : reply.code(404).send(notFound(`integration ${params.id}`)),
  );
  app.post(
    '/integrations/:id/test',
    {
      schema: {
        summary: 'Ask whether an integration may be used',
        description: 'A webhook, which can be asked nothing, gets a message.',
        params: idPath,
        querystring: projectQuestion,
        response: { 200: z.object({ ok: z.boolean(), message: z.string() }), ...errors },
      },
    },
    async ({ params, query }, reply) => {
      const opened = await openIntegration(database, secrets, query.project, params.id);
      if (!opened) return reply.code(404).send(notFound(`integration ${params.id}`));
      try {
        return { ok: true, message: await trackerOf(opened, untilGone(reply)).test() };
      } catch (error) {
        if (!(error instanceof TrackerError)) throw error;
        return { ok: false, message: error.message };
      }
    },
  );
}

/** Templates of fields are of tickets about sessions. Throws `TemplateError`. */
function checkFields({ configuration }: IntegrationTarget): void {
  if (!('fields' in configuration)) return;
  for (const template of Object.values(configuration.fields))
    checkTemplate(template, placeholdersOf('session'));
}

function refuse(reply: FastifyReply, error: unknown) {
  const message = (error as Error).message;
  if (error instanceof TemplateError)
    return reply.code(400).send({ error: { code: 'bad_request', message } });
  if (error instanceof IntegrationError) return reply.code(409).send({ error: { code: 'refused', message } });
  throw error;
}
