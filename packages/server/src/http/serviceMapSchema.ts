import type { ProjectMap } from '@throughline/format';
import { z } from 'zod';

const count = z.number().int().nonnegative();
const figures = {
  calls: count,
  errors: count.describe('How many of the calls failed'),
  p50: z.number().describe('Milliseconds'),
  p95: z.number().describe('Milliseconds'),
};

export const projectMap: z.ZodType<ProjectMap> = z.object({
  from: z.number().describe('Unix milliseconds'),
  to: z.number().describe('Unix milliseconds'),
  nodes: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['service', 'database', 'queue', 'host']),
      ...figures,
    }),
  ),
  edges: z.array(
    z.object({
      from: z.string().describe('Id of a node'),
      to: z.string().describe('Id of a node'),
      ...figures,
      isAsync: z.boolean().describe('Messages that nobody waited for'),
      isFailing: z.boolean().optional(),
    }),
  ),
  spans: count.describe('Spans of the time range'),
  share: z
    .number()
    .describe(
      'Share of them that was looked at, above 0 and at most 1; calls and errors are scaled up to all',
    ),
  isCut: z.boolean().describe('Whether there is more to show than one answer holds'),
});
