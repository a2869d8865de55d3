import { DEFAULT_PROJECT } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { linksOf } from '../alerts/links.ts';
import { changedAccess, type DestinationAccess, newWebhookSecret, targetOf } from '../alerts/send/access.ts';
import type { Send } from '../alerts/send/send.ts';
import { sendTest } from '../alerts/sendTest.ts';
import { listDeliveries } from '../control/alertDeliveries.ts';
import {
  changeDestination,
  deleteDestination,
  findDestinations,
  keepDestination,
  listDestinations,
} from '../control/alertDestinations.ts';
import { AlertError } from '../control/alertError.ts';
import { changeRule, deleteRule, findRule, listRules, makeRule, muteRule } from '../control/alertRules.ts';
import type { Database } from '../control/database.ts';
import type { SecretBox } from '../control/secretBox.ts';
import { ALERT_LIMITS } from '../limits.ts';
import { askerOf } from './access/asker.ts';
import { permit } from './access/permissions.ts';
import {
  alertDelivery,
  alertRule,
  alertTest,
  destination,
  destinationChange,
  destinationList,
  destinationToMake,
  mute,
  newDestination,
  ruleToSave,
} from './alertSchemas.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

export interface AlertDependencies {
  database: Database;
  secrets: SecretBox;
  send: Send;
  /** Whether this server can send e-mail. */
  canMail: boolean;
  /** Where people reach this server. */
  publicUrl: () => string;
}

const question = z.object({ project: z.string().max(100).default(DEFAULT_PROJECT) });
const path = z.object({ id: z.uuid() });
const errors = { 400: apiError, 403: apiError, 404: apiError, 409: apiError };

/** Alert rules, where they send, and what they sent: seen by all who may read, changed by whoever operates. */
export async function alertRoutes(fastify: FastifyInstance, dependencies: AlertDependencies): Promise<void> {
  const { database, secrets, send, canMail, publicUrl } = dependencies;
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'read', changing: 'operate' });
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof AlertError)) throw error;
    return reply.code(409).send({ error: { code: 'refused', message: error.message } });
  });
  const testAt = (project: string) => ({ send, links: linksOf(publicUrl(), project) });

  app.get(
    '/alerts/rules',
    {
      schema: {
        summary: 'Alert rules, by name',
        querystring: question,
        response: { 200: z.object({ rules: z.array(alertRule) }), ...errors },
      },
    },
    async ({ query }) => ({ rules: await listRules(database, query.project, Date.now()) }),
  );
  app.post(
    '/alerts/rules',
    {
      schema: {
        summary: 'Make an alert rule',
        querystring: question,
        body: ruleToSave,
        response: { 201: alertRule, ...errors },
      },
    },
    async (request, reply) => {
      const { query, body } = request;
      const rule = { ...body, createdBy: askerOf(request).name };
      return reply.code(201).send(await makeRule(database, query.project, rule));
    },
  );
  app.put(
    '/alerts/rules/:id',
    {
      schema: {
        summary: 'Change an alert rule',
        params: path,
        querystring: question,
        body: ruleToSave,
        response: { 200: alertRule, ...errors },
      },
    },
    async ({ params, query, body }, reply) => {
      const rule = await changeRule(database, query.project, params.id, body);
      return rule ?? reply.code(404).send(notFound(`alert rule ${params.id}`));
    },
  );
  app.put(
    '/alerts/rules/:id/mute',
    {
      schema: {
        summary: 'Mute an alert rule, or no longer',
        params: path,
        querystring: question,
        body: mute,
        response: { 200: alertRule, ...errors },
      },
    },
    async ({ params, query, body }, reply) => {
      const until = body.until === null ? null : Date.parse(body.until);
      if (until !== null && (until <= Date.now() || until > Date.now() + ALERT_LIMITS.mutedMs))
        throw new AlertError('a rule is muted until a moment within the next year');
      const rule = await muteRule(database, query.project, params.id, until);
      return rule ?? reply.code(404).send(notFound(`alert rule ${params.id}`));
    },
  );
  app.delete(
    '/alerts/rules/:id',
    {
      schema: {
        summary: 'Delete an alert rule',
        params: path,
        querystring: question,
        response: { 204: z.null(), ...errors },
      },
    },
    async ({ params, query }, reply) =>
      (await deleteRule(database, query.project, params.id))
        ? reply.code(204).send(null)
        : reply.code(404).send(notFound(`alert rule ${params.id}`)),
  );
  app.post(
    '/alerts/rules/:id/test',
    {
      schema: {
        summary: 'Send a test message to all destinations of an alert rule',
        params: path,
        querystring: question,
        response: { 200: z.object({ tests: z.array(alertTest) }), ...errors },
      },
    },
    async ({ params, query: { project } }, reply) => {
      const rule = await findRule(database, project, params.id);
      if (!rule) return reply.code(404).send(notFound(`alert rule ${params.id}`));
      const destinations = await findDestinations(database, project, rule.destinations);
      return { tests: await sendTest(destinations, { ...rule, project }, testAt(project)) };
    },
  );
  app.get(
    '/alerts/destinations',
    {
      schema: {
        summary: 'Destinations of alerts, by name',
        querystring: question,
        response: { 200: destinationList, ...errors },
      },
    },
    async ({ query }) => ({ destinations: await listDestinations(database, query.project), canMail }),
  );
  app.post(
    '/alerts/destinations',
    {
      schema: {
        summary: 'Make a destination of alerts',
        querystring: question,
        body: destinationToMake,
        response: { 201: newDestination, ...errors },
      },
    },
    async ({ query, body }, reply) => {
      if (body.kind === 'email' && !canMail)
        throw new AlertError('this server has no mail server; set THROUGHLINE_SMTP_URL and --mail-from');
      const { name, ...given } = body;
      const access: DestinationAccess =
        given.kind === 'webhook' ? { ...given, secret: newWebhookSecret() } : given;
      const made = await keepDestination(database, query.project, {
        name,
        kind: access.kind,
        target: targetOf(access),
        sealed: secrets.seal(JSON.stringify(access)),
      });
      return reply.code(201).send({ ...made, ...(access.kind === 'webhook' && { secret: access.secret }) });
    },
  );
  app.patch(
    '/alerts/destinations/:id',
    {
      schema: {
        summary:
          'Change the name of a destination of alerts, or where it leads; what signs its messages stays',
        params: path,
        querystring: question,
        body: destinationChange,
        response: { 200: destination, ...errors },
      },
    },
    async ({ params, query: { project }, body }, reply) => {
      const [before] = await findDestinations(database, project, [params.id]);
      if (!before) return reply.code(404).send(notFound(`destination ${params.id}`));
      const access = changedAccess(JSON.parse(secrets.open(before.sealed)) as DestinationAccess, body);
      const change = {
        name: body.name ?? before.name,
        target: targetOf(access),
        sealed: secrets.seal(JSON.stringify(access)),
      };
      const changed = await changeDestination(database, project, params.id, change);
      return changed ?? reply.code(404).send(notFound(`destination ${params.id}`));
    },
  );
  app.delete(
    '/alerts/destinations/:id',
    {
      schema: {
        summary: 'Delete a destination of alerts',
        params: path,
        querystring: question,
        response: { 204: z.null(), ...errors },
      },
    },
    async ({ params, query }, reply) =>
      (await deleteDestination(database, query.project, params.id))
        ? reply.code(204).send(null)
        : reply.code(404).send(notFound(`destination ${params.id}`)),
  );
  app.post(
    '/alerts/destinations/:id/test',
    {
      schema: {
        summary: 'Send a test message to a destination',
        params: path,
        querystring: question,
        response: { 200: z.object({ tests: z.array(alertTest) }), ...errors },
      },
    },
    async ({ params, query: { project } }, reply) => {
      const destinations = await findDestinations(database, project, [params.id]);
      const [destination] = destinations;
      if (!destination) return reply.code(404).send(notFound(`destination ${params.id}`));
      const rule = { id: '', name: 'Test', project };
      return { tests: await sendTest(destinations, rule, testAt(project)) };
    },
  );
  app.get(
    '/alerts/deliveries',
    {
      schema: {
        summary: 'The latest messages of alert rules, newest first',
        querystring: question,
        response: { 200: z.object({ deliveries: z.array(alertDelivery) }), ...errors },
      },
    },
    async ({ query }) => ({ deliveries: await listDeliveries(database, query.project) }),
  );
}
