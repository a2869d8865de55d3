import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drainPending, Session } from 'chdb';
import { type Engine, EngineError, type FileInsert, type Parameters } from './engine.ts';
import { INSERT_SETTINGS, QUERY_SETTINGS } from './engineSettings.ts';
import { NO_CODE } from './failures.ts';
import { type FileFormat, quote } from './insert/source.ts';
import { DATABASE } from './tables/schema.ts';

/**
 * Readers beside the one writer. A chDB Session runs one statement at a time; on a Session of its own a query does not
 * wait for an insert.
 */
const READERS = 2;

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
  const write = oneAtATime([writer]);
  const read = oneAtATime(readers);
  const schemaPathOf = schemaFiles(schemas);

  return {
    execute: (sql) => write((session) => run(session, sql)),
    async insertFile(path, format, insert) {
      const schemaPath = await schemaPathOf(format.schema);
      await write((session) => run(session, insertStatement(path, format, schemaPath, insert)));
    },
    query: <Row>(sql: string, parameters: Parameters = {}) =>
      read((session) => rows<Row>(session, sql, parameters)),
    async close() {
      await Promise.all([write(async () => undefined), ...readers.map(() => read(async () => undefined))]);
      for (const session of [writer, ...readers]) session.close();
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

async function rows<Row>(session: Session, sql: string, parameters: Parameters): Promise<Row[]> {
  try {
    const result = await session.queryBindAsync(sql, parameters, { format: 'JSONEachRow' });
    const text = result.text().trimEnd();
    return text === '' ? [] : (JSON.parse(`[${text.replaceAll('\n', ',')}]`) as Row[]);
  } catch (error) {
    throw engineError(error);
  }
}

function engineError(error: unknown): EngineError {
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { clickhouseCode?: unknown } | null)?.clickhouseCode;
  return new EngineError(message, typeof code === 'number' ? code : NO_CODE, { cause: error });
}

function insertStatement(path: string, format: FileFormat, schemaPath: string, insert: FileInsert): string {
  const columns = insert.columns.join(', ');
  const source = `file(${quote(path)}, 'Protobuf', ${quote(format.columns)})`;
  const settings = {
    ...INSERT_SETTINGS,
    format_schema: quote(`${schemaPath}:Envelope`),
    insert_deduplication_token: quote(insert.deduplicationToken),
  };
  const settingList = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return (
    `INSERT INTO ${insert.table} (${columns}) SELECT ${columns} FROM (${insert.select(source)}) ` +
    `SETTINGS ${settingList.join(', ')}`
  );
}

/** Gives each task a session of its own; tasks beyond the number of sessions wait their turn. */
function oneAtATime(sessions: Session[]) {
  const idle = [...sessions];
  const waiting: ((session: Session) => void)[] = [];
  return async <Result>(task: (session: Session) => Promise<Result>): Promise<Result> => {
    const session = idle.pop() ?? (await new Promise<Session>((resolve) => waiting.push(resolve)));
    try {
      return await task(session);
    } finally {
      const next = waiting.shift();
      if (next) next(session);
      else idle.push(session);
    }
  };
}
