import {
  type Account,
  type AuditEntry,
  type Invitation,
  PERMISSIONS,
  type Person,
  type Project,
  ROLES,
  type User,
} from '@throughline/format';
import { z } from 'zod';
import { ACCOUNT_LIMITS, PROJECT_LIMITS } from '../../limits.ts';

/** Accounts, as schemas: for OpenAPI and for checking what comes in. */

const time = z.string().describe('ISO 8601, UTC');
export const role = z.enum(ROLES);
const projects = z.array(z.string()).nullable().describe('The only projects that they see; null: all');

export const name = z.string().trim().min(1, 'must not be empty').max(ACCOUNT_LIMITS.nameCharacters);
export const email = z.email('must be an e-mail address').max(ACCOUNT_LIMITS.emailCharacters);
export const password = z
  .string()
  .min(
    ACCOUNT_LIMITS.passwordCharactersLeast,
    `must have ${ACCOUNT_LIMITS.passwordCharactersLeast} characters at least`,
  )
  .max(ACCOUNT_LIMITS.passwordCharactersMost);
/** What is compared with a password: whatever it is, the answer is the same. */
export const triedPassword = z.string().max(ACCOUNT_LIMITS.passwordCharactersMost);
export const givenProjects = z.array(z.string().max(100)).max(PROJECT_LIMITS.projects).nullable();

export const user: z.ZodType<User> = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  projects,
  hasPassword: z.boolean(),
  createdAt: time,
  lastSeenAt: time.nullable(),
  disabledAt: time.nullable(),
});

export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  role,
  projects,
  invitedBy: z.string(),
  createdAt: time,
  expiresAt: time,
}) satisfies z.ZodType<Invitation>;

export const account: z.ZodType<Account> = z.object({
  state: z.enum(['setup', 'out', 'in']),
  who: z
    .object({
      kind: z.enum(['machine', 'operator', 'token', 'user', 'link']),
      id: z.string(),
      name: z.string(),
      email: z.string().optional(),
      role: role.optional(),
      hasPassword: z.boolean().optional(),
      permissions: z.array(z.enum(PERMISSIONS)),
      projects,
    })
    .nullable(),
  singleSignOn: z.string().nullable(),
});

export const person: z.ZodType<Person> = z.object({ id: z.string(), name: z.string() });

export const auditEntry: z.ZodType<AuditEntry> = z.object({
  id: z.number(),
  at: time,
  askerKind: z.string(),
  askerId: z.string(),
  askerName: z.string(),
  address: z.string(),
  action: z.string(),
  summary: z.string(),
  project: z.string(),
  target: z.string(),
});

export const project: z.ZodType<Project> = z.object({ id: z.string(), name: z.string(), createdAt: time });
