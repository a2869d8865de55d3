import { TRACKER_KINDS } from '@throughline/format';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import { listIntegrations, openIntegration } from '../control/integrations.ts';
import type { SecretBox } from '../control/secretBox.ts';
import { listTickets } from '../control/tickets.ts';
import type { Engine } from '../store/engine.ts';
import {
  draftOf,
  type FiledTicket,
  type Filing,
  fileTicket,
  linkTicket,
} from '../tickets/filing/fileTicket.ts';
import { subjectOf, type TicketQuestion } from '../tickets/filing/subject.ts';
import { TemplateError } from '../tickets/templates/fillTemplate.ts';
import { TrackerError } from '../tickets/trackerError.ts';
import { askerOf } from './access/asker.ts';
import { apiError } from './apiSchemas.ts';
import {
  draftQuestion,
  filedTicket,
  linkToAdd,
  projectQuestion,
  TICKET_BODY_BYTES,
  ticket,
  ticketDraft,
  ticketsQuestion,
  ticketTarget,
  ticketToFile,
} from './integrationSchemas.ts';
import { notFound } from './notFound.ts';
import { readForRequests } from './queryRequests.ts';

export interface TicketDependencies {
  database: Database;
  secrets: SecretBox;
  engine: Engine;
  /** Where people reach this server. */
  publicUrl: () => string;
}

const errors = { 400: apiError, 403: apiError, 404: apiError, 502: apiError };
const ESCALATE = { permission: 'escalate' } as const;

/** Tickets about sessions and incidents: drafted, filed, listed; links added to those that are there. */
export async function ticketRoutes(
  fastify: FastifyInstance,
  { database, secrets, engine, publicUrl }: TicketDependencies,
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  readForRequests(app, engine);

  const subjectFor = (request: FastifyRequest, question: Omit<TicketQuestion, 'author'>) =>
    subjectOf(
      { database, reader: request.reader, publicUrl: publicUrl() },
      { ...question, author: askerOf(request).name },
    );

  /** Once it is filed it is to be remembered: who goes away meanwhile breaks nothing off. */
  async function filing(
    request: FastifyRequest,
    reply: FastifyReply,
    { integration, ...question }: Omit<TicketQuestion, 'author'> & { integration: string },
    file: (filing: Filing) => Promise<FiledTicket>,
  ) {
    const opened = await openIntegration(database, secrets, question.project, integration);
    if (!opened) return reply.code(404).send(notFound(`integration ${integration}`));
    const subject = await subjectFor(request, question);
    if (!subject) return reply.code(404).send(notFound('such session or incident'));
    const { id: filedById } = askerOf(request);
    const { signal } = new AbortController();
    try {
      const filed = await file({ database, integration: opened, subject, filedById, signal });
      request.log.info({ ticket: filed.id, kind: filed.kind, session: filed.session }, 'a ticket was filed');
      return reply.code(201).send(filed);
    } catch (error) {
      const { message } = error as Error;
      if (error instanceof TemplateError)
        return reply.code(400).send({ error: { code: 'bad_request', message } });
      if (error instanceof TrackerError)
        return reply.code(502).send({ error: { code: 'tracker_failed', message } });
      throw error;
    }
  }

  app.get(
    '/tickets/targets',
    {
      config: ESCALATE,
      schema: {
        summary: 'Where tickets can be filed, by name',
        querystring: projectQuestion.extend({
          links: z
            .enum(['true', 'false'])
            .optional()
            .describe('Only those that have issues to add a link to'),
        }),
        response: { 200: z.object({ targets: z.array(ticketTarget) }), ...errors },
      },
    },
    async ({ query: { project, links } }) => {
      const all = await listIntegrations(database, project);
      const targets = links === 'true' ? all.filter(({ kind }) => TRACKER_KINDS.has(kind)) : all;
      return { targets: targets.map(({ id, kind, name }) => ({ id, kind, name })) };
    },
  );
  app.get(
    '/tickets/draft',
    {
      config: ESCALATE,
      schema: {
        summary: 'A ticket as it would be filed, by the template',
        querystring: draftQuestion,
        response: { 200: ticketDraft, ...errors },
      },
    },
    async (request, reply) => {
      const { project, session, incident, moment } = request.query;
      const subject = await subjectFor(request, { project, session, incident, moment });
      return subject
        ? draftOf(database, subject)
        : reply.code(404).send(notFound('such session or incident'));
    },
  );
  app.get(
    '/tickets',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Tickets about a session or an incident, newest first',
        querystring: ticketsQuestion,
        response: { 200: z.object({ tickets: z.array(ticket) }), ...errors },
      },
    },
    async ({ query: { project, ...about } }) => ({ tickets: await listTickets(database, project, about) }),
  );
  app.post(
    '/tickets',
    {
      config: ESCALATE,
      bodyLimit: TICKET_BODY_BYTES,
      schema: {
        summary: 'File a ticket or send a message about a session or an incident',
        querystring: projectQuestion,
        body: ticketToFile,
        response: { 201: filedTicket, ...errors },
      },
    },
    async (request, reply) => {
      const { title, description, picture, integration, session, incident, moment } = request.body;
      const { project = request.query.project } = request.body;
      const text = {
        ...(title !== undefined && { title }),
        ...(description !== undefined && { description }),
        ...(picture !== undefined && { picture: new Uint8Array(Buffer.from(picture, 'base64')) }),
      };
      return filing(request, reply, { project, integration, session, incident, moment }, (filing) =>
        fileTicket(filing, text),
      );
    },
  );
  app.post(
    '/tickets/link',
    {
      config: ESCALATE,
      schema: {
        summary: 'Add the link of a replay to an issue that is there',
        querystring: projectQuestion,
        body: linkToAdd,
        response: { 201: filedTicket, ...errors },
      },
    },
    async (request, reply) => {
      const { ticket: named, integration, session, moment } = request.body;
      const { project = request.query.project } = request.body;
      return filing(
        request,
        reply,
        { project, integration, session, moment, incident: undefined },
        (filing) => linkTicket(filing, named),
      );
    },
  );
}
