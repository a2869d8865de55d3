import type {
  AlertCondition,
  AlertDestinationKind,
  AlertItem,
  AlertMessage,
  QuietHours,
} from '@throughline/format';
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { projects } from './tables.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const projectId = () =>
  text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' });

/** Where alerts are sent. */
export const alertDestinations = pgTable(
  'alert_destinations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: projectId(),
    name: text('name').notNull(),
    kind: text('kind').$type<AlertDestinationKind>().notNull(),
    /** What people may see of it: a host, or addresses. */
    target: text('target').notNull(),
    /** `DestinationAccess` as JSON, sealed. */
    sealed: text('sealed').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('alert_destinations_project').on(table.projectId, table.name)],
);

/** When somebody is told, of what, and where. */
export const alertRules = pgTable(
  'alert_rules',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: projectId(),
    name: text('name').notNull(),
    condition: jsonb('condition').$type<AlertCondition>().notNull(),
    destinations: uuid('destinations').array().notNull(),
    quietHours: jsonb('quiet_hours').$type<QuietHours>(),
    againAfterMinutes: integer('again_after_minutes').notNull(),
    mutedUntil: moment('muted_until'),
    createdBy: text('created_by').notNull().default(''),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** What was before is not told: when it was made, its condition was changed, or it was last muted. */
    countsFrom: moment('counts_from').notNull().defaultNow(),
    lookedUntil: moment('looked_until').notNull().defaultNow(),
    /** Before it no server looks: one does so already, or did a moment ago. */
    lookNextAt: moment('look_next_at').notNull().defaultNow(),
    /** Why the last look failed. */
    lookError: text('look_error').notNull().default(''),
    /** What waits for the end of the quiet hours: the first of it, and how much there is. */
    waiting: jsonb('waiting').$type<AlertItem[]>().notNull().default([]),
    waitingCount: integer('waiting_count').notNull().default(0),
  },
  (table) => [
    index('alert_rules_project').on(table.projectId, table.name),
    index('alert_rules_look_next_at').on(table.lookNextAt),
  ],
);

/** What was told by a rule, so that it is told once. */
export const alertTold = pgTable(
  'alert_told',
  {
    ruleId: uuid('rule_id')
      .notNull()
      .references(() => alertRules.id, { onDelete: 'cascade' }),
    /** The fingerprint of an issue, or the id of a session. */
    subject: text('subject').notNull(),
    toldAt: moment('told_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ruleId, table.subject] }),
    index('alert_told_told_at').on(table.toldAt),
  ],
);

/** Messages, each to one destination. */
export const alertDeliveries = pgTable(
  'alert_deliveries',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: projectId(),
    ruleId: uuid('rule_id')
      .notNull()
      .references(() => alertRules.id, { onDelete: 'cascade' }),
    destinationId: uuid('destination_id')
      .notNull()
      .references(() => alertDestinations.id, { onDelete: 'cascade' }),
    message: jsonb('message').$type<AlertMessage>().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    sentAt: moment('sent_at'),
    failedAt: moment('failed_at'),
    attempts: integer('attempts').notNull().default(0),
    /** When to try; nothing once it was sent or given up. */
    nextAt: moment('next_at'),
    error: text('error').notNull().default(''),
  },
  (table) => [
    index('alert_deliveries_project').on(table.projectId, table.createdAt),
    index('alert_deliveries_next_at').on(table.nextAt),
  ],
);
