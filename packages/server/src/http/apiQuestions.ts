import { DEFAULT_PROJECT } from '@throughline/format';
import { z } from 'zod';

/** What the API is asked: path and query parameters, with their bounds. */

/** Longest text searched for. */
const SEARCH_CHARACTERS = 200;
/** Longest cursor: ours are under 100 characters. */
const CURSOR_CHARACTERS = 200;
/** The year 2200: beyond it nanoseconds leave 64 bits. */
const LATEST_MS = Date.UTC(2200, 0, 1);

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a lower-case UUID');
const moment = z.coerce.number().min(0).max(LATEST_MS).describe('Unix milliseconds');
const text = z.string().trim().max(SEARCH_CHARACTERS);
const project = z.string().max(100).default(DEFAULT_PROJECT);
const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

export const sessionsQuestion = z.object({
  project,
  from: moment.optional(),
  to: moment.optional(),
  user: text.optional().describe('User id, name or e-mail address, or a part of one'),
  error: z
    .enum(['true', 'false'])
    .optional()
    .describe('Only sessions with (or without) errors or failed requests'),
  q: text
    .optional()
    .describe('Free text: in URLs, log lines, span names, attributes, or the beginning of a session id'),
  limit: limit(200, 50),
  cursor: z.string().max(CURSOR_CHARACTERS).optional(),
});

export const projectQuestion = z.object({ project });
export const sessionPath = z.object({ id: uuid });
export const segmentPath = z.object({ id: uuid, tab: uuid, seq: z.coerce.number().int().min(0) });
export const tracePath = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex digits'),
});

export const timelineQuestion = z.object({
  project,
  from: moment.optional(),
  to: moment.optional(),
  limit: limit(5000, 1000),
  cursor: z.string().max(CURSOR_CHARACTERS).optional(),
});

export type SessionsQuestion = z.infer<typeof sessionsQuestion>;
export type TimelineQuestion = z.infer<typeof timelineQuestion>;
