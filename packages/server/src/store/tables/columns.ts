/** Column types that several tables share. */

/** Text values by name, and the kinds of those that are not strings (see `store/insert/attributes.ts`). */
export const TEXT_MAP = 'Map(LowCardinality(String), String)';
export const KIND_MAP = 'Map(LowCardinality(String), UInt8)';

export const TRACE_ID = 'FixedString(16)';
export const SPAN_ID = 'FixedString(8)';

export const NIL_UUID = "toUUID('00000000-0000-0000-0000-000000000000')";
export const NO_TRACE = `toFixedString('', 16)`;

/** SQL for what tells a log record from every other. */
export const LOG_ID = "concat(toString(time), '-', toString(id))";

/** A table's columns by name, in order. */
export type Columns = Record<string, string>;

export function columnList(columns: Columns): string {
  return Object.entries(columns)
    .map(([name, type]) => `  ${name} ${type}`)
    .join(',\n');
}

/**
 * A part below this size, uncompressed bytes, has all columns in one file: what one spool file makes (`SPOOL_LIMITS`). It costs
 * one sync rather than two hundred. Parts beyond it, which merges make, have a file a column: those are merged column by column,
 * which takes half the time, and are smaller, since in one file each column is compressed anew with each granule.
 */
const COMPACT_PART_BYTES = 48 * 1024 ** 2;

/**
 * What was deleted, or has expired, leaves the disk within some five seconds. The engine keeps the parts that it merged or
 * rewrote for a time, lest the new one be lost in a power cut; here the new one is synced before the old ones go. A change of
 * the retention touches what says when a part expires, not the part.
 */
const GONE_SOON =
  'old_parts_lifetime = 1, cleanup_delay_period = 1, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 2, ' +
  'min_compressed_bytes_to_fsync_after_merge = 1, materialize_ttl_recalculate_only = 1';

/**
 * A text stands behind its length. By default all lengths of a column stand apart, eight bytes each before compression: texts
 * whose beginnings repeat, as attributes do, then take a fifth more.
 */
const TEXTS_WITH_LENGTH = "string_serialization_version = 'single_stream'";

/**
 * Settings of every table: parts are synced before an insert returns, since the spool file is deleted then; the last
 * inserts are remembered, so that a file inserted twice counts once.
 */
export const TABLE_SETTINGS =
  'SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000, ' +
  `min_bytes_for_wide_part = ${COMPACT_PART_BYTES}, ${TEXTS_WITH_LENGTH}, ${GONE_SOON}`;
