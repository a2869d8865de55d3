import { index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Control data: what people set up, as against what was recorded. The SQL that makes these tables is in migrations/. */

export const projects = pgTable('projects', {
  /** Short name used in URLs and in every row of the store, e.g. `default`. */
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

const secretColumns = {
  /** What it is for, in people's words. */
  name: text('name').notNull().default(''),
  /** SHA-256 of the secret, hex. The secret itself is not kept: it has 192 random bits, so a plain hash is enough. */
  hash: text('hash').notNull().unique(),
  /** First characters of the secret, by which people tell them apart. */
  prefix: text('prefix').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
};

export const ingestKeys = pgTable('ingest_keys', {
  id: uuid('id').primaryKey().defaultRandom(),
  projectId: text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' }),
  /** Origins of the pages that may send with it, e.g. `https://shop.example`; empty: anybody may. */
  allowedOrigins: text('allowed_origins').array().notNull().default([]),
  ...secretColumns,
});

/** Tokens that may read everything and change nothing. */
export const readTokens = pgTable('read_tokens', {
  id: uuid('id').primaryKey().defaultRandom(),
  ...secretColumns,
});

/** Which spool file, of whichever server, stores a body; so that one sent to two servers is stored once. */
export const bodyClaims = pgTable(
  'body_claims',
  {
    project: text('project').notNull(),
    /** `segments`, `traces` or `logs`. */
    kind: text('kind').notNull(),
    /** Of a segment `<session> <tab> <seq>`; of an OTLP body the hash of its bytes, hex. */
    name: text('name').notNull(),
    /** The spool file's id. */
    file: text('file').notNull(),
    claimedAt: timestamp('claimed_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.kind, table.name] }),
    index('body_claims_claimed_at').on(table.claimedAt),
  ],
);

/** How long a project's records are kept, where it differs from the defaults. */
export const retention = pgTable(
  'retention',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** `spans`, `logs` or `replay`. */
    kind: text('kind').notNull(),
    days: integer('days').notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.kind] })],
);

/** What was erased lately, so that what arrives late is not kept. No id is among it. */
export const erasures = pgTable(
  'erasures',
  {
    project: text('project').notNull(),
    /** `session` or `trace`. */
    kind: text('kind').notNull(),
    /** SHA-256 of its id, hex. */
    hash: text('hash').notNull(),
    erasedAt: timestamp('erased_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.project, table.kind, table.hash] })],
);
