import { bigint, boolean, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { projects } from './tables.ts';

/** Links by which those without an account see a part of a session. */
export const shareLinks = pgTable(
  'share_links',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    sessionId: uuid('session_id').notNull(),
    /** SHA-256 of the secret in the link, hex. */
    hash: text('hash').notNull().unique(),
    /** The range that it shows, and the moment at which it opens, Unix milliseconds. */
    fromMs: bigint('from_ms', { mode: 'number' }).notNull(),
    toMs: bigint('to_ms', { mode: 'number' }).notNull(),
    atMs: bigint('at_ms', { mode: 'number' }).notNull(),
    /** Whether headers and bodies of requests and messages are shown. */
    payloads: boolean('payloads').notNull(),
    /** Name, for people to read, and id of who made it. */
    madeBy: text('made_by').notNull(),
    madeById: text('made_by_id').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
  },
  (table) => [index('share_links_session').on(table.projectId, table.sessionId)],
);
