import { DEFAULT_PROJECT, LIMITS, SEGMENT_RUN } from '@throughline/format';
import { z } from 'zod';
import { QUERY_LIMITS } from '../limits.ts';
import { searchParameter } from './searchParameter.ts';

/** What the API is asked: path and query parameters, with their bounds. */

/** Longest text searched for. */
const SEARCH_CHARACTERS = 200;
/** Longest cursor: ours are under 100 characters. */
const CURSOR_CHARACTERS = 200;
/** The year 2200: beyond it nanoseconds leave 64 bits. */
const LATEST_MS = Date.UTC(2200, 0, 1);

export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a lower-case UUID');
export const moment = z.coerce.number().min(0).max(LATEST_MS).describe('Unix milliseconds');
const text = z.string().trim().max(SEARCH_CHARACTERS);
export const project = z.string().max(100).default(DEFAULT_PROJECT);
const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

/** Conditions of one kind in one question. */
const ATTRIBUTES_MOST = 5;
/** A day: beyond it nothing is open in one go. */
const LONGEST_MS = 24 * 60 * 60_000;

const duration = z.coerce.number().min(0).max(LONGEST_MS);
const attribute = z
  .string()
  .max(2 * SEARCH_CHARACTERS)
  .regex(/^[^=]+=/, 'must be name=value')
  .transform((pair) => ({
    name: pair.slice(0, pair.indexOf('=')),
    value: pair.slice(pair.indexOf('=') + 1),
  }));

const incident = z.uuid().optional().describe('Id of an incident that the session fell into');
const search = searchParameter
  .optional()
  .describe('In the language of searches, e.g. `service:payment status:error duration:>2s`');

export const sessionsQuestion = z.object({
  project,
  from: moment.optional(),
  to: moment.optional(),
  user: text.optional().describe('User id, name or e-mail address, or a part of one'),
  url: text.optional().describe('Address of a page that was visited, or a part of one'),
  error: z
    .enum(['true', 'false'])
    .optional()
    .describe('Only sessions with (or without) errors or failed requests'),
  event: text.optional().describe('Name of an event, e.g. `browser.navigation` or `exception`'),
  service: text
    .optional()
    .describe('Name of a service that took part; with a condition on a span, the one that did it'),
  span: text.optional().describe('Name of a span'),
  minSpanDuration: duration
    .optional()
    .describe('Milliseconds that a span took at least; with `span`, that one'),
  minDuration: duration.optional().describe('Milliseconds that the session took at least'),
  maxDuration: duration.optional().describe('Milliseconds that the session took at most'),
  incident,
  search,
  attribute: z
    .preprocess(
      (given) => (given === undefined || Array.isArray(given) ? given : [given]),
      z.array(attribute).max(ATTRIBUTES_MOST),
    )
    .optional()
    .describe('`name=value` of an attribute of a span, a log or what sent it; may be given several times'),
  q: text
    .optional()
    .describe(
      'Free text: in addresses, users, log lines, span names, attributes, or the beginning of a session id',
    ),
  limit: limit(200, 50),
  cursor: z.string().max(CURSOR_CHARACTERS).optional(),
});

export const facetsQuestion = z.object({
  project,
  from: moment.optional(),
  to: moment.optional(),
  incident,
  search,
});
export const activityQuestion = z.object({
  project,
  ids: z
    .string()
    .transform((ids) => ids.split(','))
    .pipe(z.array(uuid).max(QUERY_LIMITS.activitySessions))
    .describe('Ids of sessions, separated by commas'),
});

export const mapQuestion = z
  .object({
    project,
    from: moment.optional(),
    to: moment.optional(),
    environment: text.optional().describe('`deployment.environment.name` of what is counted'),
  })
  .refine(({ from, to }) => from === undefined || from < (to ?? Date.now()), {
    path: ['from'],
    message: 'must be before `to`, which is now if it is absent',
  });

export const projectQuestion = z.object({ project });
export const sessionPath = z.object({ id: uuid });
export const segmentPath = z.object({ id: uuid, tab: uuid, seq: z.coerce.number().int().min(0) });
export const segmentRunPath = z.object({ id: uuid, tab: uuid });
const segmentNumber = z.coerce.number().int().min(0).max(LIMITS.segmentSeq);
export const segmentRunQuestion = z
  .object({ project, first: segmentNumber, last: segmentNumber })
  .refine(({ first, last }) => last >= first && last - first < SEGMENT_RUN.mostSegments, {
    message: `must not be before first, nor ${SEGMENT_RUN.mostSegments} or more after it`,
    path: ['last'],
  });
export const assetPath = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits'),
});
export const tracePath = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex digits'),
});

const page = {
  project,
  from: moment.optional(),
  to: moment.optional(),
  cursor: z.string().max(CURSOR_CHARACTERS).optional(),
};

export const timelineQuestion = z.object({ ...page, limit: limit(5000, 1000) });
export const logsQuestion = z.object({ ...page, limit: limit(1000, 200) });
export const logLinesQuestion = z.object({ ...page, limit: limit(1000, 1000) });
export const sessionSpansQuestion = z.object({
  ...page,
  limit: limit(5000, 5000),
  peers: z
    .enum(['true', 'false'])
    .optional()
    .describe('Whether the database, queue or host that a span called comes along'),
});
export const eventsQuestion = z.object({ ...page, limit: limit(1000, 500) });
export const requestsQuestion = z.object({
  ...page,
  limit: limit(2000, 1000),
  payloads: z
    .enum(['true', 'false'])
    .optional()
    .describe('Whether all attributes come along, headers and bodies included'),
});
export const segmentsQuestion = z.object({ project, from: moment.optional(), to: moment.optional() });
