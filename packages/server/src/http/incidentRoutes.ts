import {
  DEFAULT_PROJECT,
  INCIDENT_MINUTES_MOST,
  type Incident,
  type IncidentScope,
  PATHS,
  TICKET_POST_STATES,
} from '@throughline/format';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import {
  endIncident,
  findIncident,
  IncidentError,
  listIncidents,
  startIncident,
} from '../control/incidents.ts';
import { INCIDENT_LIMITS } from '../limits.ts';
import { countIncidentSessions } from '../query/incidentSessions.ts';
import type { Reader } from '../store/reader.ts';
import { askerOf } from './access/asker.ts';
import { permit } from './access/permissions.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

/** How long an incident lasts if nobody says so, minutes. */
const DEFAULT_MINUTES = 15;

const text = z.string().trim().max(INCIDENT_LIMITS.textCharacters);
const pattern = text.min(1).optional();
const scope = z
  .strictObject({
    service: pattern,
    route: pattern,
    transaction: pattern,
    user: pattern,
    release: pattern,
  })
  .describe('What is missing limits nothing; * stands for any characters');
const incident: z.ZodType<Incident> = z.object({
  id: z.string(),
  project: z.string(),
  scope: scope as z.ZodType<IncidentScope>,
  ticket: z.string(),
  reason: z.string(),
  startedBy: z.string(),
  startedAt: z.number().describe('Unix milliseconds'),
  until: z.number().describe('Unix milliseconds: when it ends, or has ended'),
  active: z.boolean(),
  sessions: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe(
      'Sessions that were kept or recorded in more detail for it; absent where they were not counted',
    ),
  ticketPost: z
    .object({
      posted: z.enum(TICKET_POST_STATES),
      error: z.string().optional().describe('Why the last attempt failed, if it did'),
    })
    .optional()
    .describe('What its ticket was told; absent if it names none that the server posts to'),
});
const minutes = z.coerce
  .number()
  .min(1, `must be 1 to ${INCIDENT_MINUTES_MOST} minutes`)
  .max(INCIDENT_MINUTES_MOST, `must be 1 to ${INCIDENT_MINUTES_MOST} minutes`)
  .default(DEFAULT_MINUTES);
const body = z
  .strictObject({
    project: text.default(DEFAULT_PROJECT),
    scope: scope.default({}),
    ticket: text.default('').describe("The ticket's key or URL"),
    reason: text.default(''),
    startedBy: text.default('').describe('Who begins it'),
  })
  .nullish()
  .transform(
    (given) => given ?? { project: DEFAULT_PROJECT, scope: {}, ticket: '', reason: '', startedBy: '' },
  );
const begun = z.object({
  ok: z.literal(true),
  id: z.string(),
  incidentModeExpiresAt: z.number().describe('Unix milliseconds'),
});
const path = z.object({ id: z.uuid() });
const errors = { 400: apiError, 403: apiError, 404: apiError, 409: apiError };

export interface IncidentDependencies {
  database: Database;
  reader: Reader;
  /** Whether what an incident names is a ticket that this server tells of it. */
  isTicketPosted: (ticket: string) => boolean;
}

/** Incident mode: for some minutes and a scope, front and back ends record more, and keep all of it. */
export async function incidentRoutes(
  fastify: FastifyInstance,
  { database, reader, isTicketPosted }: IncidentDependencies,
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  const told = ({ ticketPost, ...incident }: Incident): Incident => ({
    ...incident,
    ...(ticketPost && isTicketPosted(incident.ticket) && { ticketPost }),
  });
  const counted = async (incidents: readonly Incident[]): Promise<Incident[]> => {
    const counts = await countIncidentSessions(
      reader,
      incidents.map(({ id }) => id),
    );
    return incidents.map((incident) => ({ ...told(incident), sessions: counts.get(incident.id) ?? 0 }));
  };
  permit(app, { reading: 'read', changing: 'operate' });

  /** The incident, if there is one and who asks sees its project. */
  async function visible(request: FastifyRequest): Promise<Incident | undefined> {
    const found = await findIncident(database, (request.params as { id: string }).id);
    return found && askerOf(request).sees(found.project) ? found : undefined;
  }

  app.post(
    PATHS.incidentMode,
    {
      schema: {
        summary: 'Begin an incident',
        querystring: z.object({ minutes }),
        body,
        response: { 200: begun, ...errors },
      },
    },
    async ({ query, body: given, log }, reply) => {
      try {
        const { id, project, until } = await startIncident(database, { ...given, minutes: query.minutes });
        log.info({ incident: id, project, minutes: query.minutes }, 'incident mode begins');
        return { ok: true as const, id, incidentModeExpiresAt: until };
      } catch (error) {
        if (!(error instanceof IncidentError)) throw error;
        return reply.code(409).send({ error: { code: 'refused', message: error.message } });
      }
    },
  );
  app.get(
    PATHS.incidentMode,
    {
      schema: {
        summary: 'The latest incidents, newest first',
        querystring: z.object({ project: text.optional() }),
        response: { 200: z.object({ incidents: z.array(incident) }), ...errors },
      },
    },
    async (request) => {
      const { sees } = askerOf(request);
      const found = await listIncidents(database, request.query.project);
      return { incidents: await counted(found.filter(({ project }) => sees(project))) };
    },
  );
  app.get(
    `${PATHS.incidentMode}/:id`,
    {
      config: { isOfNoProject: true },
      schema: { summary: 'One incident', params: path, response: { 200: incident, ...errors } },
    },
    async (request, reply) => {
      const { params } = request;
      const found = await visible(request);
      const [incident] = await counted(found ? [found] : []);
      return incident ?? reply.code(404).send(notFound(`incident ${params.id}`));
    },
  );
  app.delete(
    `${PATHS.incidentMode}/:id`,
    {
      config: { isOfNoProject: true },
      schema: {
        summary: 'End an incident before its time',
        params: path,
        response: { 200: incident, ...errors },
      },
    },
    async (request, reply) => {
      const { params, log } = request;
      const ended = (await visible(request)) && (await endIncident(database, params.id));
      if (!ended) return reply.code(404).send(notFound(`incident ${params.id} under way`));
      log.info({ incident: ended.id, project: ended.project }, 'incident mode ends early');
      return told(ended);
    },
  );
}
