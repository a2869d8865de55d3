import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { QUERY_LIMITS } from '../limits.ts';
import { ANSWER_FORMAT, readAnswer } from './answer.ts';
import {
  type Engine,
  EngineBusyError,
  EngineError,
  type FileInsert,
  type Parameters,
  type QueryOptions,
} from './engine.ts';
import { EXPORT_SETTINGS, IMPORT_SETTINGS, INSERT_SETTINGS, QUERY_SETTINGS } from './engineSettings.ts';
import type { FileFormat } from './insert/source.ts';
import { quoted } from './parameters.ts';
import { createPool, PoolFullError } from './pool.ts';
import { DATABASE } from './tables/schema.ts';

/** How long one request may take, milliseconds: longer than the engine itself gives a query. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Requests under way at once; further ones wait here. ClickHouse admits 100 queries at a time by default. */
const CONNECTIONS = 16;
/** Of these, for queries: inserts and the word that ends a query find a connection whatever is asked. */
const QUERY_CONNECTIONS = 12;
/** ClickHouse's code UNKNOWN_DATABASE. */
const UNKNOWN_DATABASE = 81;
/** What ClickHouse takes as a name without quotation. */
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Every answer comes whole: without it, an error behind the first bytes of an answer would come with status 200. */
const WHOLE_ANSWER = { wait_end_of_query: 1 } as const;

/**
 * The ClickHouse at `url`, over HTTP: `http://user:password@host:8123/database`; the database is `throughline` if the
 * URL names none, and made if it is missing: on all of `cluster`, if one is named. Throws `EngineError` if it cannot be reached or refuses.
 */
export async function openRemoteEngine(url: string, cluster?: string): Promise<Engine> {
  const target = new URL(url);
  const database = decodeURIComponent(target.pathname.slice(1)) || DATABASE;
  if (!PLAIN_NAME.test(database))
    throw new EngineError(
      `"${database}" cannot be the name of a database; check --clickhouse-url`,
      undefined,
    );
  try {
    await ensureDatabase(target, database, cluster);
  } catch (error) {
    const { message, code } = engineError(error);
    throw new EngineError(
      `the ClickHouse at ${target.host} cannot be used: ${message}; check --clickhouse-url`,
      code,
      { cause: error },
    );
  }
  const client = connect(target, database);
  const queries = createPool(Array(QUERY_CONNECTIONS).fill(client), QUERY_LIMITS.queriesWaiting);
  return {
    execute: (sql, parameters) => translated(() => execute(client, sql, parameters)),
    insertFile: (path, format, insert) => translated(() => insertFile(client, path, format, insert)),
    readFile: (path, format) => translated(() => readFile(client, path, format)),
    exportRows: (select, path) => translated(() => exportRows(client, select, path)),
    importRows: (table, columns, path) => translated(() => importRows(client, table, columns, path)),
    query: <Row>(sql: string, parameters: Parameters = {}, options: QueryOptions = {}) =>
      translated(
        () => queries.run((free) => query<Row>(free, sql, parameters, options), options.signal),
        options.signal,
      ),
    close: () => client.close(),
  };
}

function connect(target: URL, database: string): ClickHouseClient {
  const url = new URL(target);
  url.pathname = `/${database}`;
  return createClient({
    url,
    application: 'throughline',
    request_timeout: REQUEST_TIMEOUT_MS,
    max_open_connections: CONNECTIONS,
    compression: { response: true, request: false },
    // What fails is told to the caller; the library would print it a second time.
    log: { level: ClickHouseLogLevel.OFF },
  });
}

async function ensureDatabase(target: URL, database: string, cluster: string | undefined): Promise<void> {
  const client = connect(target, database);
  try {
    await execute(client, 'SELECT 1');
  } catch (error) {
    if (engineError(error).code !== UNKNOWN_DATABASE) throw error;
    const outside = connect(target, 'default');
    const everywhere = cluster === undefined ? '' : ` ON CLUSTER ${cluster}`;
    await execute(outside, `CREATE DATABASE IF NOT EXISTS ${database}${everywhere}`).finally(() =>
      outside.close(),
    );
  } finally {
    await client.close();
  }
}

async function execute(client: ClickHouseClient, sql: string, parameters: Parameters = {}): Promise<void> {
  await client.command({ query: sql, query_params: parameters, clickhouse_settings: WHOLE_ANSWER });
}

/**
 * When the signal is aborted, the library closes the connection, at which the engine ends a query that only reads; a proxy
 * in between may keep its own open, so the engine is told as well.
 */
async function query<Row>(
  client: ClickHouseClient,
  sql: string,
  parameters: Parameters,
  { signal, onRead }: QueryOptions,
): Promise<Row[]> {
  const id = randomUUID();
  const kill = () =>
    // What cannot be killed ends by its own bounds.
    void execute(client, `KILL QUERY WHERE query_id = '${id}' ASYNC`).catch(() => undefined);
  signal?.addEventListener('abort', kill, { once: true });
  try {
    const result = await client.query({
      query: sql,
      query_params: parameters,
      format: ANSWER_FORMAT,
      clickhouse_settings: {
        ...asText(QUERY_SETTINGS),
        ...WHOLE_ANSWER,
        // Of these two the second one counts only with the first: 2 is "reads only, with settings of its own".
        readonly: '2',
        cancel_http_readonly_queries_on_client_close: 1,
      },
      query_id: id,
      ...(signal && { abort_signal: signal }),
    });
    const { rows, read } = readAnswer<Row>(await result.text());
    onRead?.(read);
    return rows;
  } finally {
    signal?.removeEventListener('abort', kill);
  }
}

/** The statement goes in the URL, the file as it is in the body. */
async function insertFile(
  client: ClickHouseClient,
  path: string,
  format: FileFormat,
  insert: FileInsert,
): Promise<void> {
  const columns = insert.columns.join(', ');
  const { stream } = await client.exec({
    query:
      `INSERT INTO ${insert.table} (${columns}) SELECT ${columns} ` +
      `FROM (${insert.select(`input(${quoted(format.columns)})`)}) FORMAT Protobuf`,
    values: createReadStream(path),
    clickhouse_settings: {
      ...asText(INSERT_SETTINGS),
      ...WHOLE_ANSWER,
      ...schemaSettings(format),
      // On a cluster: all shards have their rows when the insert returns, since the spool file is deleted then.
      distributed_foreground_insert: 1,
      // Newer servers gather small inserts by default, and would know the file's token no more.
      async_insert: 0,
      insert_deduplication_token: insert.deduplicationToken,
    },
  });
  // There is nothing in it; its connection is free again when it has been read.
  for await (const _ of stream);
}

/** As an insert into nothing. */
async function readFile(client: ClickHouseClient, path: string, format: FileFormat): Promise<void> {
  const columns = quoted(format.columns);
  const { stream } = await client.exec({
    query: `INSERT INTO FUNCTION null(${columns}) SELECT * FROM input(${columns}) FORMAT Protobuf`,
    values: createReadStream(path),
    clickhouse_settings: { ...WHOLE_ANSWER, ...schemaSettings(format) },
  });
  for await (const _ of stream);
}

/** The answer is compressed by the engine and kept as it comes. */
async function exportRows(client: ClickHouseClient, select: string, path: string): Promise<string> {
  const file = `${path}.gz`;
  const { stream } = await client.exec({
    query: `${select} FORMAT Native`,
    clickhouse_settings: { ...asText(EXPORT_SETTINGS), ...WHOLE_ANSWER },
    decompress_response_stream: false,
  });
  await pipeline(stream, createWriteStream(file, { mode: 0o600 }));
  return file;
}

/** Names of RFC 9110's content codings, by the ending of a file. */
const CODINGS: Record<string, string> = { '.gz': 'gzip', '.zst': 'zstd' };

async function importRows(
  client: ClickHouseClient,
  table: string,
  columns: readonly string[],
  path: string,
): Promise<void> {
  const { stream } = await client.exec({
    query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT Native`,
    values: createReadStream(path),
    http_headers: { 'content-encoding': CODINGS[extname(path)] ?? 'identity' },
    clickhouse_settings: { ...asText(IMPORT_SETTINGS), ...WHOLE_ANSWER, async_insert: 0 },
  });
  for await (const _ of stream);
}

function schemaSettings({ schema }: FileFormat) {
  return {
    format_schema_source: 'string',
    format_schema: schema,
    format_schema_message_name: 'Envelope',
  } as const;
}

/** The library knows some of these as numbers, others as text; on the wire all are text. */
function asText(settings: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
}

async function translated<Result>(task: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof PoolFullError) throw new EngineBusyError(error.message, { cause: error });
    throw engineError(error);
  }
}

/** Without a code if the engine did not answer: it is away, and what was asked may be asked again. */
function engineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const code = error instanceof ClickHouseError ? Number(error.code) : undefined;
  return new EngineError(reason(error), code, { cause: error });
}

/** Host names with several addresses fail with a list of reasons and an empty message. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ');
  return error instanceof Error ? error.message : String(error);
}
