import { RECORD_TABLE_UPGRADES, RECORD_TABLES } from './records.ts';
import { SUMMARY_TABLES, SUMMARY_VIEWS } from './summaries.ts';

/** The database of all tables. One of our own: the engine's default database knows no refreshable views. */
export const DATABASE = 'throughline';

/** Every statement that builds the store from nothing; each may be run again. */
export const SCHEMA: readonly string[] = [
  ...RECORD_TABLES,
  ...RECORD_TABLE_UPGRADES,
  ...SUMMARY_TABLES,
  ...SUMMARY_VIEWS,
];
