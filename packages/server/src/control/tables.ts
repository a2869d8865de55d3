import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Control data: what people set up, as against what was recorded. Migrations are generated from this file. */

export const projects = pgTable('projects', {
  /** Short name used in URLs and in every row of the store, e.g. `default`. */
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

export const ingestKeys = pgTable('ingest_keys', {
  id: uuid('id').primaryKey().defaultRandom(),
  projectId: text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' }),
  /** SHA-256 of the key, hex. The key itself is not kept: it has 192 random bits, so a plain hash is enough. */
  hash: text('hash').notNull().unique(),
  /** First characters of the key, by which people tell keys apart. */
  prefix: text('prefix').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
});
