import type { Role } from '@throughline/format';
import { bigint, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** People, how they log in, and what they did. The SQL that makes these tables is in migrations/. */

export const users = pgTable('users', {
  id: uuid('id').primaryKey().defaultRandom(),
  /** In lower case. */
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  /** The only projects that they see; null: all, those to come too. */
  projects: text('projects').array(),
  /** As `passwords.ts` writes it; null: they log in elsewhere. */
  passwordHash: text('password_hash'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  lastSeenAt: timestamp('last_seen_at', { withTimezone: true }),
  disabledAt: timestamp('disabled_at', { withTimezone: true }),
});

/** Who a person is at a provider of single sign-on (OpenID Connect's `iss` and `sub`). */
export const identities = pgTable(
  'identities',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.subject] })],
);

/** A browser in which somebody is logged in. */
export const logins = pgTable(
  'logins',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of what its cookie holds, hex. */
    hash: text('hash').notNull().unique(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [index('logins_user').on(table.userId)],
);

export const invitations = pgTable('invitations', {
  id: uuid('id').primaryKey().defaultRandom(),
  email: text('email').notNull(),
  role: text('role').$type<Role>().notNull(),
  projects: text('projects').array(),
  /** SHA-256 of the secret in its link, hex. */
  hash: text('hash').notNull().unique(),
  invitedBy: text('invited_by').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  acceptedAt: timestamp('accepted_at', { withTimezone: true }),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
});

/** Log-ins that failed of late, by whom and from where they were tried. */
export const loginFailures = pgTable('login_failures', {
  /** SHA-256 of the e-mail address or the network address, hex. */
  subject: text('subject').primaryKey(),
  failures: integer('failures').notNull(),
  since: timestamp('since', { withTimezone: true }).notNull().defaultNow(),
});

/** Who watched and changed what. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    askerKind: text('asker_kind').notNull(),
    askerId: text('asker_id').notNull(),
    askerName: text('asker_name').notNull(),
    /** Where they asked from. */
    address: text('address').notNull(),
    /** Method and route, e.g. `DELETE /api/keys/:id`. */
    action: text('action').notNull(),
    /** The same for people to read. */
    summary: text('summary').notNull(),
    project: text('project').notNull(),
    /** What it was done to, e.g. a session's id. */
    target: text('target').notNull(),
  },
  (table) => [index('audit_log_at').on(table.at), index('audit_log_target').on(table.target, table.at)],
);
