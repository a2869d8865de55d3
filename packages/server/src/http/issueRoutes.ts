import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../control/database.ts';
import { changeIssue, viewIssue } from '../control/issues.ts';
import { findIssue, readIssue, stateOf } from '../issues/issueDetail.ts';
import { listIssues } from '../issues/issueList.ts';
import { issueTimes } from '../issues/issueTimes.ts';
import { askerOf } from './access/asker.ts';
import { permit } from './access/permissions.ts';
import { projectQuestion } from './apiQuestions.ts';
import { apiError } from './apiSchemas.ts';
import {
  issueChange,
  issueDetail,
  issueList,
  issuePath,
  issueQuestion,
  issuesQuestion,
  issueTimes as issueTimesSchema,
  timesQuestion,
  withRange,
} from './issueSchemas.ts';
import { notFound } from './notFound.ts';

const errors = { 400: apiError, 403: apiError, 404: apiError, 422: apiError, 503: apiError };

/** Issues: exceptions that are one fault, what people say of them, and how long they take. */
export async function issueRoutes(
  fastify: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  permit(app, { reading: 'read', changing: 'operate' });
  const sourceOf = ({ reader }: FastifyRequest) => ({ database, reader });

  app.get(
    '/issues',
    {
      schema: {
        summary: 'Issues with exceptions in a time range',
        querystring: issuesQuestion,
        response: { 200: issueList, ...errors },
      },
    },
    async (request) => {
      const { q: text, ...asked } = withRange(request.query);
      return listIssues(sourceOf(request), { ...asked, text });
    },
  );

  app.get(
    '/issues/times',
    {
      schema: {
        summary: 'How long issues take to be looked at and to be resolved: medians by week',
        querystring: timesQuestion,
        response: { 200: issueTimesSchema, ...errors },
      },
    },
    async ({ query }) => issueTimes(database, query),
  );

  app.get(
    '/issues/:fingerprint',
    {
      schema: {
        summary: 'One issue: its trend, releases, latest exception, and the sessions in which it can be seen',
        params: issuePath,
        querystring: issueQuestion,
        response: { 200: issueDetail, ...errors },
      },
    },
    async (request, reply) => {
      const { fingerprint } = request.params;
      const issue = await readIssue(sourceOf(request), { ...withRange(request.query), fingerprint });
      return issue ?? reply.code(404).send(notFound(`issue ${fingerprint}`));
    },
  );

  app.patch(
    '/issues/:fingerprint',
    {
      schema: {
        summary: 'Resolve, ignore or reopen an issue',
        params: issuePath,
        querystring: projectQuestion,
        body: issueChange,
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      const name = { ...request.params, ...request.query };
      const found = await findIssue(sourceOf(request), name);
      if (!found) return reply.code(404).send(notFound(`issue ${name.fingerprint}`));
      const { regression } = await stateOf(sourceOf(request), name);
      const { firstSeen } = found;
      const touch = { ...name, firstSeen, began: regression?.at ?? firstSeen, by: askerOf(request).name };
      await changeIssue(database, touch, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/issues/:fingerprint/views',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Say that a person looks at an issue: the first view counts',
        params: issuePath,
        querystring: projectQuestion,
        response: { 204: z.null(), ...errors },
      },
    },
    async (request, reply) => {
      const name = { ...request.params, ...request.query };
      const found = await findIssue(sourceOf(request), name);
      if (!found) return reply.code(404).send(notFound(`issue ${name.fingerprint}`));
      const { kind, name: by } = askerOf(request);
      // A program that reads is nobody who looks.
      if (kind !== 'token' && kind !== 'link')
        await viewIssue(database, { ...name, firstSeen: found.firstSeen, by });
      return reply.code(204).send(null);
    },
  );
}
