import type { FileFormat } from './insert/source.ts';

/** Values bound to `{name:Type}` placeholders of a statement by the engine itself; never spliced into SQL. */
export type Parameters = Record<string, string | number | boolean | readonly (string | number)[]>;

/** A statement that fills one table from a spool file. */
export interface FileInsert {
  table: string;
  columns: readonly string[];
  /** The file's rows, given the SQL expression that yields the file's columns. */
  select: (source: string) => string;
  /** A file inserted twice with the same token counts once. */
  deduplicationToken: string;
}

/** What a query read of the tables, by the engine's own count. */
export interface RowsRead {
  rows: number;
  /** Bytes, uncompressed. */
  bytes: number;
}

export interface QueryOptions {
  /** Ends the query, whether it waits or runs; it then rejects with the signal's reason. */
  signal?: AbortSignal;
  onRead?: (read: RowsRead) => void;
}

/**
 * A ClickHouse: embedded or remote. It runs the same SQL either way; only how a file reaches it differs.
 */
export interface Engine {
  /** Runs a statement that returns nothing (schema, deletes). */
  execute(sql: string, parameters?: Parameters): Promise<void>;
  /** Fills a table from a spool file; the engine parses it. */
  insertFile(path: string, format: FileFormat, insert: FileInsert): Promise<void>;
  /** Parses a spool file and keeps nothing of it: cheap beside an insert. Rejects if it cannot be read. */
  readFile(path: string, format: FileFormat): Promise<void>;
  /**
   * Writes the rows of a query into a file of ClickHouse's format Native, compressed, of which the name begins with `path`. Answers
   * the whole path; its ending says how it is compressed.
   */
  exportRows(select: string, path: string): Promise<string>;
  /** Fills a table from a file that `exportRows` wrote, here or elsewhere. Rows that stand there already are stored once more. */
  importRows(table: string, columns: readonly string[], path: string): Promise<void>;
  /**
   * Rows of a query as objects; 64-bit integers come as decimal strings. Throws `EngineBusyError` if too many wait already.
   */
  query<Row>(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<Row[]>;
  /** Waits for what is under way, then lets go of the data. */
  close(): Promise<void>;
}

/** An engine's refusal. `code` is ClickHouse's error code (its ErrorCodes.cpp); none if the engine could not be reached. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: number | undefined;

  constructor(message: string, code: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Too many queries wait already. Nothing is wrong with this one: it may be asked again in a moment. */
export class EngineBusyError extends Error {
  override readonly name = 'EngineBusyError';
}
