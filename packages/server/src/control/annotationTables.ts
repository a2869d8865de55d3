import type { DrawnMark } from '@throughline/format';
import {
  type AnyPgColumn,
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { projects } from './tables.ts';

/** What people write beside recordings. The SQL that makes these tables is in migrations/. */

const ownColumns = {
  id: uuid('id').primaryKey().defaultRandom(),
  projectId: text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' }),
  /** By which its author is known again; see `Writer`. */
  authorKey: text('author_key').notNull(),
  /** As it was when they wrote. */
  authorName: text('author_name').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
};

/** Notes at moments of sessions, and replies to them. */
export const notes = pgTable(
  'notes',
  {
    ...ownColumns,
    sessionId: uuid('session_id').notNull(),
    /** Of a reply the note that began the thread. */
    replyTo: uuid('reply_to').references((): AnyPgColumn => notes.id, { onDelete: 'cascade' }),
    /** Unix milliseconds. */
    moment: bigint('moment', { mode: 'number' }).notNull(),
    /** The browser tab that was shown; empty if none was. */
    tabId: text('tab_id').notNull().default(''),
    text: text('text').notNull(),
    /** Who is named in the text, as `mentionName` writes them. */
    mentions: text('mentions').array().notNull().default([]),
    marks: jsonb('marks').$type<DrawnMark[]>().notNull().default([]),
    editedAt: timestamp('edited_at', { withTimezone: true }),
    resolvedAt: timestamp('resolved_at', { withTimezone: true }),
    resolvedBy: text('resolved_by').notNull().default(''),
    /** From then on it is told to nobody; for a time it can be taken back. */
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    index('notes_session').on(table.projectId, table.sessionId),
    index('notes_reply_to').on(table.replyTo),
    index('notes_mentions').using('gin', table.mentions),
  ],
);

/** Parts of sessions with a title. */
export const clips = pgTable(
  'clips',
  {
    ...ownColumns,
    sessionId: uuid('session_id').notNull(),
    /** Unix milliseconds. */
    from: bigint('from_ms', { mode: 'number' }).notNull(),
    to: bigint('to_ms', { mode: 'number' }).notNull(),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
  },
  (table) => [index('clips_session').on(table.projectId, table.sessionId)],
);

/** Clips under a name. */
export const collections = pgTable(
  'collections',
  { ...ownColumns, name: text('name').notNull() },
  (table) => [index('collections_project').on(table.projectId, table.name)],
);

/** Which clips a collection has, and in which order. */
export const collectionClips = pgTable(
  'collection_clips',
  {
    collectionId: uuid('collection_id')
      .notNull()
      .references(() => collections.id, { onDelete: 'cascade' }),
    clipId: uuid('clip_id')
      .notNull()
      .references(() => clips.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.collectionId, table.clipId] }),
    index('collection_clips_clip').on(table.clipId),
  ],
);
