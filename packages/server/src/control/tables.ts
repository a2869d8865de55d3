import type { IncidentScope, TokenScope } from '@throughline/format';
import { sql } from 'drizzle-orm';
import {
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

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

/** Tokens of people and programs that run no SDK. */
export const readTokens = pgTable('read_tokens', {
  id: uuid('id').primaryKey().defaultRandom(),
  /** What it opens: one of `TOKEN_SCOPES`. */
  scope: text('scope').$type<TokenScope>().notNull().default('read'),
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

/** What a project says of recording, where it differs from the defaults. */
export const projectSettings = pgTable('project_settings', {
  projectId: text('project_id')
    .primaryKey()
    .references(() => projects.id, { onDelete: 'cascade' }),
  /** `ProjectSettings`, or a part of it: what is missing is as the defaults say. */
  settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
  changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Times in which SDKs record more. */
export const incidents = pgTable(
  'incidents',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    scope: jsonb('scope').$type<IncidentScope>().notNull().default({}),
    /** Key or URL of the ticket. */
    ticket: text('ticket').notNull().default(''),
    reason: text('reason').notNull().default(''),
    startedBy: text('started_by').notNull().default(''),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull().defaultNow(),
    until: timestamp('until', { withTimezone: true }).notNull(),
    /** When somebody ended it before its time. */
    endedAt: timestamp('ended_at', { withTimezone: true }),
    /** When its ticket was told that it began, and that it ended. */
    postedStartedAt: timestamp('posted_started_at', { withTimezone: true }),
    postedEndedAt: timestamp('posted_ended_at', { withTimezone: true }),
    /** When telling it was given up. What follows the end is tried all the same. */
    postFailedAt: timestamp('post_failed_at', { withTimezone: true }),
    /** Attempts at what is to be told next. */
    postAttempts: integer('post_attempts').notNull().default(0),
    /** Before it nobody tries: a server does so already, or the last attempt failed. */
    postNextAt: timestamp('post_next_at', { withTimezone: true }),
    /** Why the last attempt failed. */
    postError: text('post_error').notNull().default(''),
  },
  (table) => [index('incidents_project_until').on(table.projectId, table.until)],
);

/** Sent as text: PGlite writes bytes one by one in JavaScript, a second for each megabyte, in which the server does nothing else. */
const bytes = customType<{ data: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => sql`decode(${Buffer.from(value).toString('base64')}, 'base64')`,
});

/** Texts that recordings of a project share, by the hash of their content. */
export const assets = pgTable(
  'assets',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** SHA-256 of the text in UTF-8, hex. */
    hash: text('hash').notNull(),
    /** The text, gzipped. */
    body: bytes('body').notNull(),
    /** Bytes of `body`. */
    bytes: integer('bytes').notNull(),
    /** When a recorder asked whether it is here, to the hour: a recording that refers to it was begun within a day of it. */
    askedAt: timestamp('asked_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.hash] }),
    index('assets_asked_at').on(table.askedAt),
  ],
);

/** Searches of the session list that a team keeps under names. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** In the language of searches. */
    search: text('search').notNull().default(''),
    /** The time range by name; empty: as it is. */
    range: text('range').notNull().default(''),
    /** The columns of the list; none: as they are. */
    columns: text('columns').array().notNull().default([]),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('saved_views_project').on(table.projectId, table.name)],
);

/** How what was built leads back to its sources: a source map for each script of a release. */
export const sourceMaps = pgTable(
  'source_maps',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** `service.version` of the records that it is for; empty: of all. */
    release: text('release').notNull(),
    /** The script's, as `scriptName` writes it. */
    url: text('url').notNull(),
    /** JSON of the source map, gzipped. */
    body: bytes('body').notNull(),
    /** Bytes of `body`. */
    bytes: integer('bytes').notNull(),
    uploadedAt: timestamp('uploaded_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('source_maps_script').on(table.projectId, table.release, table.url)],
);
