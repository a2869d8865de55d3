import { TEMPLATE_KINDS, type TemplateKind, type TicketTemplate } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import { deleteTemplate, ownTemplates, saveTemplate } from '../control/ticketTemplates.ts';
import { checkTemplate, TemplateError } from '../tickets/templates/fillTemplate.ts';
import { DEFAULT_TEMPLATES, PLACEHOLDERS, placeholdersOf } from '../tickets/templates/placeholders.ts';
import { permit } from './access/permissions.ts';
import { apiError } from './apiSchemas.ts';
import { projectQuestion, templatePath, templateText, ticketTemplate } from './integrationSchemas.ts';

const errors = { 400: apiError, 403: apiError, 404: apiError };

/** The templates that tickets are made of: a project's own, else the defaults. */
export async function templateRoutes(
  fastify: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'escalate', changing: 'administer' });
  const templateOf = (kind: TemplateKind, own: string | undefined): TicketTemplate => ({
    kind,
    text: own ?? DEFAULT_TEMPLATES[kind],
    isDefault: own === undefined,
    placeholders: PLACEHOLDERS[kind],
  });

  app.get(
    '/ticket-templates',
    {
      schema: {
        summary: 'Templates of tickets, and the placeholders that they may have',
        querystring: projectQuestion,
        response: { 200: z.object({ templates: z.array(ticketTemplate) }), ...errors },
      },
    },
    async ({ query }) => {
      const own = await ownTemplates(database, query.project);
      return { templates: TEMPLATE_KINDS.map((kind) => templateOf(kind, own[kind])) };
    },
  );
  app.put(
    '/ticket-templates/:kind',
    {
      schema: {
        summary: 'Change a template',
        params: templatePath,
        querystring: projectQuestion,
        body: templateText,
        response: { 200: ticketTemplate, ...errors },
      },
    },
    async ({ params: { kind }, query, body: { text } }, reply) => {
      try {
        checkTemplate(text, placeholdersOf(kind));
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        return reply.code(400).send({ error: { code: 'bad_request', message: error.message } });
      }
      await saveTemplate(database, query.project, kind, text);
      return templateOf(kind, text);
    },
  );
  app.delete(
    '/ticket-templates/:kind',
    {
      schema: {
        summary: 'Go back to the default template',
        params: templatePath,
        querystring: projectQuestion,
        response: { 200: ticketTemplate, ...errors },
      },
    },
    async ({ params: { kind }, query }) => {
      await deleteTemplate(database, query.project, kind);
      return templateOf(kind, undefined);
    },
  );
}
