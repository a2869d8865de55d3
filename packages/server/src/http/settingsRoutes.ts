import { DEFAULT_PROJECT, type ProjectSettings } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import { changeSettings, settingsOf } from '../control/projectSettings.ts';
import { SETTINGS_LIMITS } from '../limits.ts';
import { permit } from './access/permissions.ts';
import { apiError } from './apiSchemas.ts';
import { notFound } from './notFound.ts';

const text = z.string().trim().min(1).max(SETTINGS_LIMITS.textCharacters);
const share = z.number().min(0).max(1).describe('0 to 1');
const rule = z
  .strictObject({
    page: text.optional().describe('Path of a page; * stands for any characters'),
    user: text.optional().describe('Id of the person, likewise'),
    attribute: z
      .strictObject({ name: text, value: text.describe('Likewise') })
      .optional()
      .describe('An attribute of the session'),
    rate: share,
  })
  .refine(
    ({ page, user, attribute }) => page ?? user ?? attribute,
    'must name a page, a user or an attribute',
  );
const selectors = z.array(text).max(SETTINGS_LIMITS.selectors);
const sampling = {
  rate: share,
  floorPerHour: z.number().int().min(0).max(SETTINGS_LIMITS.floorPerHour),
  rules: z.array(rule).max(SETTINGS_LIMITS.rules),
  holdMinutes: z.number().int().min(SETTINGS_LIMITS.holdMinutesLeast).max(SETTINGS_LIMITS.holdMinutesMost),
};
const privacy = {
  mode: z.enum(['inputs', 'text', 'strict']),
  maskSelectors: selectors,
  blockSelectors: selectors,
};
const settings = z.object({
  recording: z.boolean(),
  sampling: z.object(sampling),
  privacy: z.object(privacy),
}) as unknown as z.ZodType<ProjectSettings>;
const change = z.strictObject({
  recording: z.boolean().optional().describe('false: no SDK records in this project'),
  sampling: z.strictObject(sampling).partial().optional(),
  privacy: z.strictObject(privacy).partial().optional(),
});
const question = z.object({ project: z.string().max(100).default(DEFAULT_PROJECT) });
const errors = { 400: apiError, 403: apiError, 404: apiError };

/** What a project says of recording: told to all who may read, set by whoever runs the server. */
export async function settingsRoutes(
  fastify: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'read', changing: 'administer' });

  app.get(
    '/settings',
    {
      schema: {
        summary: 'How sessions of a project are recorded',
        querystring: question,
        response: { 200: settings, ...errors },
      },
    },
    async ({ query }, reply) =>
      (await settingsOf(database, query.project)) ??
      reply.code(404).send(notFound(`project ${query.project}`)),
  );
  app.patch(
    '/settings',
    {
      schema: {
        summary: 'Set how sessions of a project are recorded; what is not named stays as it is',
        querystring: question,
        body: change,
        response: { 200: settings, ...errors },
      },
    },
    async ({ query, body }, reply) =>
      (await changeSettings(database, query.project, body)) ??
      reply.code(404).send(notFound(`project ${query.project}`)),
  );
}
