/** Settings of ClickHouse that hold in every engine, by its names. */

/** Of queries. They bound one query, so that none can take the engine down. */
export const QUERY_SETTINGS = {
  /** Seconds. Far beyond what any page asks for; a search that takes longer is of no use to who waits for it. */
  max_execution_time: 10,
  max_memory_usage: 1024 ** 3,
  /** What two cores read of narrow columns in those ten seconds: a billion rows, or ten gigabytes of wide ones. */
  max_rows_to_read: 1_000_000_000,
  max_bytes_to_read: 10 * 1024 ** 3,
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 1,
} as const;

/** Of the inserts that take a spool file in. */
export const INSERT_SETTINGS = {
  max_memory_usage: 4 * 1024 ** 3,
  deduplicate_blocks_in_dependent_materialized_views: 1,
  /** One block a file, however large: so its token covers it whole, and a file that fails leaves nothing behind. */
  max_insert_threads: 1,
  min_insert_block_size_rows: 1_000_000_000,
  min_insert_block_size_bytes: 8 * 1024 ** 3,
  /**
   * Repetitions within one file are left to the next merge, as those between files are: to look for them row by row costs
   * four times as much as writing the part.
   */
  optimize_on_insert: 0,
  /** Tells which case of a `oneof` is there (see `insert/structure.ts`). */
  input_format_protobuf_oneof_presence: 1,
} as const;

/** Of what goes out to a backup and comes in from one: pieces of tables, bounded by `BACKUP_LIMITS`. */
export const EXPORT_SETTINGS = {
  max_memory_usage: 2 * 1024 ** 3,
  /** Beside those who ask. */
  max_threads: 1,
} as const;

export const IMPORT_SETTINGS = {
  max_memory_usage: 4 * 1024 ** 3,
  max_insert_threads: 1,
  /** Two pieces may be alike. */
  insert_deduplicate: 0,
  /** As they were: what merges would put together is left to them, so that rows can be counted. */
  optimize_on_insert: 0,
  /** Nothing is merged while a table is filled. */
  parts_to_delay_insert: 100_000,
  parts_to_throw_insert: 100_000,
} as const;
