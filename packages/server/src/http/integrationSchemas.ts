import {
  DEFAULT_PROJECT,
  INTEGRATION_KINDS,
  type Integration,
  type IntegrationTarget,
  PICTURE_BYTES_MOST,
  TEMPLATE_KINDS,
} from '@throughline/format';
import { z } from 'zod';
import { INTEGRATION_LIMITS } from '../limits.ts';

/** What the API is told and tells of integrations, tickets and templates. */

const LIMITS = INTEGRATION_LIMITS;

export const project = z.string().max(100).default(DEFAULT_PROJECT);
/** Beside the query's, which counts if this is missing. */
const projectInBody = z.string().max(100).optional();
export const projectQuestion = z.object({ project });
export const idPath = z.object({ id: z.uuid() });

const text = z.string().trim().min(1).max(LIMITS.textCharacters);

/** Of a site, to which paths are added. */
const address = text.refine(isPlainAddress, 'must be an address that begins with http:// or https://');

function isPlainAddress(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, username, password, hash } = new URL(given);
  return ['http:', 'https:'].includes(protocol) && !username && !password && !hash;
}

const jira = {
  url: address.describe('Where it is, with its path if it has one'),
  projectKey: text.regex(/^[A-Z][A-Z0-9_]*$/, 'must be the key of a project, e.g. SHOP'),
  issueType: text.default('Bug'),
  fields: z
    .record(text, z.string().max(LIMITS.templateCharacters))
    .refine((fields) => Object.keys(fields).length <= LIMITS.fields, `must be ${LIMITS.fields} at most`)
    .default({})
    .describe('Templates of further fields by id (`customfield_10050`) or name, e.g. `{{session.url}}`'),
};

/** By its kind. */
const configurations = {
  'jira-cloud': z.strictObject({ ...jira, user: text.describe('E-mail address of whose token it is') }),
  'jira-data-center': z.strictObject(jira),
  linear: z.strictObject({
    url: address.default('https://api.linear.app'),
    teamId: z.uuid().describe('Id of the team in which issues are made'),
  }),
  github: z.strictObject({
    url: address.default('https://api.github.com'),
    repository: text.regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
    labels: z.array(text).max(LIMITS.labels).default([]),
  }),
  slack: z.strictObject({
    url: address.default('https://slack.com/api'),
    channel: text.describe('Id of the channel'),
  }),
  'slack-webhook': z.strictObject({}),
  webhook: z.strictObject({ url: address }),
};

const target = z.discriminatedUnion(
  'kind',
  INTEGRATION_KINDS.map((kind) =>
    z.object({ kind: z.literal(kind), configuration: configurations[kind] }),
  ) as unknown as [z.ZodObject<{ kind: z.ZodLiteral; configuration: z.ZodType }>],
) as unknown as z.ZodType<IntegrationTarget>;

export const name = z.string().trim().min(1, 'must have a name').max(LIMITS.nameCharacters);
const secret = z
  .string()
  .trim()
  .min(1, 'must have a secret')
  .max(LIMITS.secretCharacters)
  .describe('Token, key or webhook address; kept sealed and never told');

export const integrationToAdd = z
  .intersection(z.object({ name, secret }), target)
  .superRefine(({ kind, secret: given }, context) => {
    if (kind === 'slack-webhook') checkWebhookAddress(given, context);
  });
export const integrationToChange = z.object({
  name: name.optional(),
  secret: secret.optional(),
  target: target.optional().describe('Kind, which stays, and configuration'),
});

function checkWebhookAddress(given: string, context: z.RefinementCtx): void {
  if (!isPlainAddress(given))
    context.addIssue({ code: 'custom', path: ['secret'], message: 'must be the address of the webhook' });
}

export const integration = z.intersection(
  z.object({ id: z.string(), name: z.string(), createdAt: z.string(), changedAt: z.string() }),
  z.object({ kind: z.enum(INTEGRATION_KINDS), configuration: z.record(z.string(), z.unknown()) }),
) as unknown as z.ZodType<Integration>;

/** Unix milliseconds, up to the year 2200. */
const moment = z
  .number()
  .int()
  .min(0)
  .max(Date.UTC(2200, 0, 1))
  .describe('Unix milliseconds');
const about = {
  session: z.uuid().optional(),
  incident: z.uuid().optional(),
};
const isAbout = ({ session, incident }: { session?: string | undefined; incident?: string | undefined }) =>
  session !== undefined || incident !== undefined;
const NEITHER = { message: 'must name a session or an incident', path: ['session'] };

export const draftQuestion = z
  .object({ project, ...about, moment: z.coerce.number().pipe(moment).optional() })
  .refine(isAbout, NEITHER);
export const ticketsQuestion = z.object({ project, ...about }).refine(isAbout, NEITHER);
/** Characters of base64 that so many bytes make. */
const PICTURE_CHARACTERS = 4 * Math.ceil(PICTURE_BYTES_MOST / 3);
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const picture = z
  .string()
  .max(PICTURE_CHARACTERS, `must be ${PICTURE_BYTES_MOST} bytes at most`)
  .refine((text) => isPng(text), 'must be a PNG in base64');

function isPng(text: string): boolean {
  return (
    /^[A-Za-z0-9+/]+={0,2}$/.test(text) &&
    Buffer.from(text.slice(0, 12), 'base64').subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)
  );
}

/** Bytes that a ticket to be filed may have, as JSON: its texts are far smaller than the picture. */
export const TICKET_BODY_BYTES = PICTURE_CHARACTERS + 256 * 1024;

export const ticketToFile = z
  .strictObject({
    project: projectInBody,
    integration: z.uuid(),
    ...about,
    moment: moment.optional(),
    title: z.string().trim().min(1).max(LIMITS.titleCharacters).optional(),
    description: z
      .string()
      .max(LIMITS.descriptionCharacters)
      .optional()
      .describe('Markdown; by the template if it is missing'),
    picture: picture
      .optional()
      .describe('Of the page at the moment, a PNG in base64; for kinds that take files'),
  })
  .refine(isAbout, NEITHER);
export const linkToAdd = z.strictObject({
  project: projectInBody,
  integration: z.uuid(),
  session: z.uuid(),
  moment: moment.optional(),
  ticket: text.describe('Key or address of the issue'),
});

const kind = z.enum(INTEGRATION_KINDS);
export const ticket = z.object({
  id: z.string(),
  kind,
  integration: z.string(),
  session: z.string(),
  incident: z.string(),
  moment: z.number().nullable(),
  key: z.string(),
  url: z.string(),
  title: z.string(),
  isLinkOnly: z.boolean(),
  filedBy: z.string(),
  createdAt: z.string().describe('ISO 8601, UTC'),
});
export const filedTicket = ticket.extend({
  problem: z.string().optional().describe('What went wrong after it was filed'),
});
export const ticketTarget = z.object({ id: z.string(), kind, name: z.string() });
export const ticketDraft = z.object({ title: z.string(), description: z.string().describe('Markdown') });
export const templatePath = z.object({ kind: z.enum(TEMPLATE_KINDS) });
export const templateText = z.object({ text: z.string().trim().min(1).max(LIMITS.templateCharacters) });
export const ticketTemplate = z.object({
  kind: z.enum(TEMPLATE_KINDS),
  text: z.string(),
  isDefault: z.boolean(),
  placeholders: z.record(z.string(), z.string()),
});
