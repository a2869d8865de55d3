import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drainPending, Session } from 'chdb';
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
import { NO_CODE } from './failures.ts';
import type { FileFormat } from './insert/source.ts';
import { quoted, setStatement } from './parameters.ts';
import { createPool, PoolFullError } from './pool.ts';
import { DATABASE } from './tables/schema.ts';

/**
 * Readers beside the one writer. A chDB Session runs one statement at a time; on a Session of its own a query does not
 * wait for an insert. So many that a few slow searches leave one for who opens a session; each may use a gigabyte.
 */
const READERS = 4;

const READER_SETTINGS = {
  ...QUERY_SETTINGS,
  /** Analysing a query takes longer than running it on one thread at these sizes. */
  max_threads: 2,
};

/** ClickHouse in this process (chDB) on `folder`, which only one process may open. */
export async function openEmbeddedEngine(folder: string): Promise<Engine> {
  const data = join(folder, 'data');
  const schemas = join(folder, 'schemas');
  for (const path of [data, schemas]) await mkdir(path, { recursive: true, mode: 0o700 });
  const writer = openSession(data, {});
  await run(writer, `CREATE DATABASE IF NOT EXISTS ${DATABASE} ENGINE = Atomic`);
  await run(writer, `USE ${DATABASE}`);
  const readers = Array.from({ length: READERS }, () => openSession(data, READER_SETTINGS));
  for (const reader of readers) await run(reader, `USE ${DATABASE}`);
  // A statement cannot be ended from its own Session.
  const killer = openSession(data, {});
  const writers = createPool([writer], Number.POSITIVE_INFINITY);
  const readerPool = createPool(readers, QUERY_LIMITS.queriesWaiting);
  // Of its own, so that a backup keeps neither inserts nor questions waiting; made when there is one.
  let carrier: Session | undefined;
  const carry = async (sql: string) => {
    if (!carrier) {
      carrier = openSession(data, {});
      await run(carrier, `USE ${DATABASE}`);
    }
    await run(carrier, sql);
  };
  const schemaPathOf = schemaFiles(schemas);

  return {
    execute: (sql, parameters) =>
      writers.run(async (session) => {
        if (parameters) await run(session, setStatement(parameters, {}));
        await run(session, sql);
      }),
    async insertFile(path, format, insert) {
      const schemaPath = await schemaPathOf(format.schema);
      await writers.run((session) => run(session, insertStatement(path, format, schemaPath, insert)));
    },
    async readFile(path, format) {
      const schemaPath = await schemaPathOf(format.schema);
      await writers.run((session) => run(session, readStatement(path, format, schemaPath)));
    },
    async exportRows(select, path) {
      const file = `${path}.zst`;
      await carry(
        `INSERT INTO FUNCTION file(${quoted(file)}, 'Native') ${select} ` +
          `SETTINGS ${listed({ ...EXPORT_SETTINGS, engine_file_truncate_on_insert: 1 })}`,
      );
      return file;
    },
    importRows: (table, columns, path) =>
      carry(
        `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM file(${quoted(path)}, 'Native') ` +
          `SETTINGS ${listed(IMPORT_SETTINGS)}`,
      ),
    query: <Row>(sql: string, parameters: Parameters = {}, options: QueryOptions = {}) =>
      readerPool
        .run((session) => rows<Row>({ session, killer }, sql, parameters, options), options.signal)
        .catch((error: unknown) => {
          throw error instanceof PoolFullError ? new EngineBusyError(error.message, { cause: error }) : error;
        }),
    async close() {
      await Promise.all([writers.idle(), readerPool.idle()]);
      for (const session of [writer, ...readers, killer]) session.close();
      carrier?.close();
      await drainPending();
    },
  };
}

function openSession(folder: string, settings: Record<string, number>): Session {
  return new Session(folder, {
    connectionArgs: Object.entries(settings).map(([name, value]) => `--${name}=${value}`),
  });
}

/**
 * Keeps each schema in a file of `folder`. Given as text, the engine would put it into one of its own making, in the
 * working directory.
 */
function schemaFiles(folder: string): (schema: string) => Promise<string> {
  const written = new Map<string, Promise<string>>();
  return (schema) => {
    const path = join(folder, `${createHash('sha256').update(schema).digest('hex')}.proto`);
    const file = written.get(schema) ?? writeFile(path, schema).then(() => path);
    written.set(schema, file);
    file.catch(() => written.delete(schema));
    return file;
  };
}

async function run(session: Session, sql: string): Promise<void> {
  try {
    await session.queryAsync(sql);
  } catch (error) {
    throw engineError(error);
  }
}

async function rows<Row>(
  { session, killer }: { session: Session; killer: Session },
  sql: string,
  parameters: Parameters,
  { signal, onRead }: QueryOptions,
): Promise<Row[]> {
  // chDB gives queries ids of its own; by this setting a query is found among those that run.
  const id = randomUUID();
  try {
    await session.queryAsync(setStatement(parameters, { log_comment: id }));
    signal?.throwIfAborted();
    const ended = new AbortController();
    if (signal) killWhenAborted(killer, id, signal, ended.signal);
    const answer = await session.queryAsync(sql, { format: ANSWER_FORMAT }).finally(() => ended.abort());
    const { rows: found, read } = readAnswer<Row>(answer.text());
    onRead?.(read);
    return found;
  } catch (error) {
    if (!signal?.aborted) throw engineError(error);
    // The engine lets go of what it ended, and stops listing it, when its Session is asked the next thing.
    await session.queryAsync('SELECT 1').catch(() => undefined);
    throw signal.reason;
  }
}

/** How long to wait before a query that runs on is told again to end: it may not have begun when it was told first. */
const KILL_AGAIN_MS = 50;

function killWhenAborted(killer: Session, id: string, signal: AbortSignal, ended: AbortSignal): void {
  const statement = `KILL QUERY WHERE Settings['log_comment'] = ${quoted(id)} ASYNC`;
  const kill = async () => {
    while (!ended.aborted) {
      // A word that did not get through is given again; what cannot be killed ends by its own bounds.
      await killer.queryAsync(statement).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, KILL_AGAIN_MS));
    }
  };
  signal.addEventListener('abort', () => void kill(), { signal: ended, once: true });
}

function engineError(error: unknown): EngineError {
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { clickhouseCode?: unknown } | null)?.clickhouseCode;
  return new EngineError(message, typeof code === 'number' ? code : NO_CODE, { cause: error });
}

function readStatement(path: string, format: FileFormat, schemaPath: string): string {
  return (
    `SELECT ignore(*) FROM file(${quoted(path)}, 'Protobuf', ${quoted(format.columns)}) FORMAT Null ` +
    `SETTINGS format_schema = ${quoted(`${schemaPath}:Envelope`)}`
  );
}

function insertStatement(path: string, format: FileFormat, schemaPath: string, insert: FileInsert): string {
  const columns = insert.columns.join(', ');
  const source = `file(${quoted(path)}, 'Protobuf', ${quoted(format.columns)})`;
  const settings = {
    ...INSERT_SETTINGS,
    format_schema: quoted(`${schemaPath}:Envelope`),
    insert_deduplication_token: quoted(insert.deduplicationToken),
  };
  return (
    `INSERT INTO ${insert.table} (${columns}) SELECT ${columns} FROM (${insert.select(source)}) ` +
    `SETTINGS ${listed(settings)}`
  );
}

function listed(settings: Record<string, number | string>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
}
