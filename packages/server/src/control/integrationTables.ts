import type { IntegrationKind, IntegrationTarget, TemplateKind } from '@throughline/format';
import {
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { incidents, projects } from './tables.ts';

const ofProject = () =>
  text('project_id')
    .notNull()
    .references(() => projects.id, { onDelete: 'cascade' });

/** Where tickets are filed and messages are sent. */
export const integrations = pgTable(
  'integrations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: ofProject(),
    kind: text('kind').$type<IntegrationKind>().notNull(),
    name: text('name').notNull(),
    configuration: jsonb('configuration').$type<IntegrationTarget['configuration']>().notNull(),
    /** As `SecretBox` seals it. */
    sealedSecret: text('sealed_secret').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('integrations_name').on(table.projectId, table.name)],
);

/** What was filed about sessions and incidents. */
export const tickets = pgTable(
  'tickets',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    projectId: ofProject(),
    kind: text('kind').$type<IntegrationKind>().notNull(),
    /** Name of the integration: it may be gone later. */
    integration: text('integration').notNull(),
    sessionId: uuid('session_id'),
    incidentId: uuid('incident_id').references(() => incidents.id, { onDelete: 'cascade' }),
    moment: timestamp('moment', { withTimezone: true }),
    key: text('key').notNull().default(''),
    url: text('url').notNull().default(''),
    title: text('title').notNull().default(''),
    isLinkOnly: boolean('is_link_only').notNull().default(false),
    /** Of the asker. */
    filedById: text('filed_by_id').notNull().default(''),
    filedBy: text('filed_by').notNull().default(''),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('tickets_session').on(table.projectId, table.sessionId, table.createdAt),
    index('tickets_incident').on(table.incidentId),
  ],
);

/** Templates of tickets, where they differ from the defaults. */
export const ticketTemplates = pgTable(
  'ticket_templates',
  {
    projectId: ofProject(),
    kind: text('kind').$type<TemplateKind>().notNull(),
    text: text('text').notNull(),
  },
  (table) => [primaryKey({ name: 'ticket_templates_pk', columns: [table.projectId, table.kind] })],
);
