import type { IssueState } from '@throughline/format';
import { index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { projects } from './tables.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** What people did about issues. One that nobody has looked at has no row. */
export const issues = pgTable(
  'issues',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** 16 hex digits. */
    fingerprint: text('fingerprint').notNull(),
    state: text('state').$type<IssueState>().notNull().default('open'),
    /** The first exception, as far as it was known when somebody first looked: later its record may have expired. */
    firstSeenAt: moment('first_seen_at').notNull(),
    firstViewedAt: moment('first_viewed_at'),
    firstViewedBy: text('first_viewed_by').notNull().default(''),
    resolvedAt: moment('resolved_at'),
    resolvedBy: text('resolved_by').notNull().default(''),
    /** Empty: at once, in all releases. */
    resolvedInRelease: text('resolved_in_release').notNull().default(''),
    /** When what was resolved began: the first exception, or the regression. */
    resolutionBeganAt: moment('resolution_began_at'),
    changedAt: moment('changed_at'),
    changedBy: text('changed_by').notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.fingerprint] }),
    index('issues_project_state').on(table.projectId, table.state, table.changedAt),
  ],
);
