import {
  ISSUE_FILTERS,
  ISSUE_SORTS,
  ISSUE_STATES,
  type IssueDetail,
  type IssueList,
  type IssueOccurrence,
  type IssueSummary,
  type IssueTimes,
  type ReleaseList,
} from '@throughline/format';
import { z } from 'zod';
import { ISSUE_LIMITS } from '../limits.ts';
import { moment, project } from './apiQuestions.ts';

/** What the API is asked about issues and releases, and what it answers. */

const text = z.string().trim().max(ISSUE_LIMITS.textCharacters);
const count = z.number().int().nonnegative();
const at = z.number().describe('Unix milliseconds');

const range = { project, from: moment.optional(), to: moment.optional() };
const rangeText = `By default the last ${ISSUE_LIMITS.usualDays} days`;

/** A time range whose beginning is before its end; by default the last days. */
export function withRange<Asked extends { from?: number | undefined; to?: number | undefined }>({
  to = Date.now(),
  from = Math.max(0, to - ISSUE_LIMITS.usualDays * 86_400_000),
  ...asked
}: Asked): Omit<Asked, 'from' | 'to'> & { from: number; to: number } {
  return { ...asked, from: Math.min(from, to), to };
}

export const issuesQuestion = z.object({
  ...range,
  state: z.enum(ISSUE_FILTERS).default('open').describe('`open` has regressed ones, too'),
  q: text.optional().describe('Part of the type, message or place of the exceptions'),
  service: text.optional().describe('Only exceptions of this service count'),
  release: text.optional().describe('Only exceptions of this release count'),
  sort: z.enum(ISSUE_SORTS).default('lastSeen'),
  limit: z.coerce.number().int().min(1).max(ISSUE_LIMITS.listed).default(ISSUE_LIMITS.listedUsually),
});
export const issueQuestion = z.object(range).describe(rangeText);
export const issuePath = z.object({
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 lower-case hex digits'),
});
export const timesQuestion = z.object({
  project,
  weeks: z.coerce.number().int().min(1).max(ISSUE_LIMITS.weeks).default(12),
});
export const releasesQuestion = z.object({ ...range, service: text.optional() }).describe(rangeText);
export const issueChange = z
  .strictObject({
    state: z.enum(ISSUE_STATES),
    release: text
      .min(1)
      .optional()
      .describe('With `resolved`: the release in which it is; exceptions of older ones do not count'),
  })
  .refine(({ state, release }) => release === undefined || state === 'resolved', {
    message: 'goes with `resolved` alone',
    path: ['release'],
  });

const summary = z.object({
  fingerprint: z.string(),
  type: z.string(),
  message: z.string(),
  place: z.string().describe('The innermost call of the own code, as `function file`'),
  isBrowser: z.boolean(),
  services: z.array(z.string()),
  events: count,
  sessions: count,
  users: count.describe('Users, and sessions that do not say whose they are'),
  firstSeen: at,
  lastSeen: at,
  trend: z.object({ from: at, stepMs: z.number(), counts: z.array(count) }),
  state: z.enum(ISSUE_STATES),
  regression: z
    .object({ at, release: z.string(), service: z.string() })
    .optional()
    .describe('It was resolved, and has been seen since'),
  resolvedInRelease: z.string().optional(),
}) satisfies z.ZodType<IssueSummary>;

const occurrence = z.object({
  at,
  service: z.string(),
  release: z.string(),
  sessionId: z.string().optional(),
  user: z.string().optional(),
  traceId: z.string().optional(),
}) satisfies z.ZodType<IssueOccurrence>;

export const issueList: z.ZodType<IssueList> = z.object({ issues: z.array(summary), total: count });

export const issueDetail: z.ZodType<IssueDetail> = summary.extend({
  sample: occurrence.extend({ type: z.string(), message: z.string(), stack: z.string() }),
  history: z.object({
    firstViewedAt: z.string().optional().describe('ISO 8601, as all here'),
    firstViewedBy: z.string().optional(),
    resolvedAt: z.string().optional(),
    resolvedBy: z.string().optional(),
    changedAt: z.string().optional(),
    changedBy: z.string().optional(),
  }),
  releases: z.array(
    z.object({
      service: z.string(),
      release: z.string(),
      events: count,
      firstSeen: at,
      lastSeen: at,
    }),
  ),
  occurrences: z.array(occurrence).describe('The latest of each session, the latest first'),
  knownReleases: z.array(z.string()).describe('Of its services, newest first'),
});

const median = z.number().nullable().describe('Median, milliseconds');

export const issueTimes: z.ZodType<IssueTimes> = z.object({
  weeks: z.array(
    z.object({
      week: z.string().describe('The Monday, UTC'),
      toViewMs: median,
      viewed: count,
      toResolveMs: median,
      resolved: count,
    }),
  ),
  toViewMs: median,
  toResolveMs: median,
});

export const releaseList: z.ZodType<ReleaseList> = z.object({
  releases: z.array(
    z.object({
      service: z.string(),
      release: z.string(),
      firstSeen: at,
      lastSeen: at,
      sessions: count,
      adoption: z.number().min(0).max(1).describe("Share of the service's sessions that ran it"),
      exceptions: count,
      sessionsWithExceptions: count,
      newIssues: count.describe('Issues that were first seen in it'),
    }),
  ),
});
