import { type SessionSpanPage, SPAN_KINDS, STATUS_CODES } from '@throughline/format';
import { z } from 'zod';

const nanoseconds = z.string().describe('Nanoseconds, decimal');

const span = z.object({
  spanId: z.string(),
  parentSpanId: z.string().describe('Empty for a root span'),
  service: z.string(),
  name: z.string(),
  kind: z.enum(SPAN_KINDS),
  status: z.enum(STATUS_CODES),
  startTimeUnixNano: nanoseconds,
  durationNano: nanoseconds,
  correctionNano: nanoseconds.optional(),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).optional(),
  peer: z.object({ kind: z.enum(['database', 'queue', 'host']), name: z.string() }).optional(),
});

/** Whole traces of a session as lines of a waterfall. */
export const sessionSpanPage: z.ZodType<SessionSpanPage> = z.object({
  traces: z.array(
    z.object({
      traceId: z.string(),
      spans: z.array(span),
      truncated: z.boolean().optional().describe('The trace was longer than one answer holds'),
    }),
  ),
  nextCursor: z.string().optional(),
});
