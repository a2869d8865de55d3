import type { SessionActivityList, SessionFacets } from '@throughline/format';
import { z } from 'zod';

const count = z.number().int().nonnegative();

export const sessionFacets: z.ZodType<SessionFacets> = z.object({
  facets: z.array(
    z.object({
      key: z.string().describe('A key of the language of searches'),
      values: z.array(z.object({ value: z.string(), label: z.string().optional(), sessions: count })),
    }),
  ),
  sessions: count.describe('Sessions that match, among those that were looked at'),
  isPartial: z.boolean().describe('Whether only the newest of the time range were looked at'),
});

const stretches = z.array(count).describe('Stretches, counted from 0');

export const sessionActivityList: z.ZodType<SessionActivityList> = z.object({
  activity: z.array(
    z.object({
      id: z.string(),
      actions: z.array(count).describe('What the person did in each stretch'),
      marks: z.object({ error: stretches, failedRequest: stretches, frustration: stretches }),
    }),
  ),
});
