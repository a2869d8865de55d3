import type { SessionLogPage } from '@throughline/format';
import { z } from 'zod';
import { anyValue, attributes } from './apiSchemas.ts';

const nanoseconds = z.string().describe('Nanoseconds, decimal');

/** Lines of the session's one list of logs. */
export const sessionLogPage: z.ZodType<SessionLogPage> = z.object({
  logs: z.array(
    z.object({
      id: z.string().describe('Id of its item on the timeline'),
      timeUnixNano: nanoseconds,
      correctionNano: nanoseconds.optional(),
      observedTimeUnixNano: nanoseconds.optional(),
      severityNumber: z.number().int().nonnegative(),
      severityText: z.string().optional(),
      eventName: z.string().optional(),
      body: anyValue,
      attributes,
      isCut: z.boolean().optional().describe('A text was cut'),
      traceId: z.string().optional(),
      spanId: z.string().optional(),
      tabId: z.string().optional(),
      source: z.number().int().nonnegative().describe('Place in `sources`'),
    }),
  ),
  sources: z.array(
    z.object({
      service: z.string(),
      resource: attributes,
      scope: z.object({ name: z.string(), version: z.string() }),
    }),
  ),
  nextCursor: z.string().optional(),
});
