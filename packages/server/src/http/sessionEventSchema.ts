import type { SessionEventPage } from '@throughline/format';
import { z } from 'zod';
import { attributes } from './apiSchemas.ts';

const nanoseconds = z.string().describe('Nanoseconds, decimal');

/** Events of a session's browser. */
export const sessionEventPage: z.ZodType<SessionEventPage> = z.object({
  events: z.array(
    z.object({
      id: z.string().describe('Id of its item on the timeline'),
      name: z.string(),
      timeUnixNano: nanoseconds,
      correctionNano: nanoseconds.optional(),
      service: z.string(),
      release: z.string().optional().describe('`service.version` of the page'),
      tabId: z.string(),
      severity: z.enum(['error', 'warning', 'normal']),
      text: z.string().describe('The body of the record'),
      attributes,
    }),
  ),
  nextCursor: z.string().optional(),
});
