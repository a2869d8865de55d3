import type { Engine } from '../store/engine.ts';

/** For tests: rows of the tables themselves, filled as ingest fills them, so that every view runs. */

export type Row = Record<string, unknown>;

/** A resource and a scope as they are stored (see `store/tables/resource.ts`). */
export const resourceOf = (texts: Record<string, string>): string =>
  JSON.stringify({ texts, kinds: {}, dropped: 0, schemaUrl: '' });
const SCOPE = JSON.stringify({ texts: {}, kinds: {}, dropped: 0, schemaUrl: '', name: 'test', version: '1' });

export const NO_SESSION = '00000000-0000-0000-0000-000000000000';

/** A session id that tells which one it is. */
export const sessionId = (number: number): string =>
  `5e551000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** A trace id as the tables hold it: 16 bytes, here of text; `hexId` is how the API writes it. */
export const traceId = (number: number): string => `trace ${String(number).padStart(10, '0')}`;
export const hexId = (id: string): string => Buffer.from(id).toString('hex');

/** `at` in Unix milliseconds; the record arrives a second later. */
export function spanRow(trace: string, number: number, at: number, more: Row = {}): Row {
  const texts = { 'service.name': String(more.service ?? 'gateway') };
  return {
    trace_id: trace,
    span_ids: String(number).padStart(8, '0').padEnd(16, '-'),
    name: 'GET /',
    service: 'gateway',
    kind: 2,
    start: nano(at),
    duration: 1_000_000,
    resource: resourceOf(texts),
    scope: SCOPE,
    ...arrived(at),
    ...more,
  };
}

export function logRow(at: number, more: Row = {}): Row {
  return {
    service: 'gateway',
    severity_number: 9,
    time: nano(at),
    resource: resourceOf({}),
    scope: SCOPE,
    ...arrived(at),
    ...more,
  };
}

export function segmentRow(session: string, seq: number, from: number, to: number): Row {
  const tab_id = session.replace('5e55', '7ab0');
  return { session_id: session, tab_id, seq, from_ms: from, to_ms: to, data: '[]', ...arrived(to) };
}

/** At once: the engine takes a statement of up to 256 KiB. */
const ROWS_A_STATEMENT = 200;

export async function insertRows(engine: Engine, table: string, rows: readonly Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await insertSome(engine, table, rows.slice(from, from + ROWS_A_STATEMENT));
}

async function insertSome(engine: Engine, table: string, rows: readonly Row[]): Promise<void> {
  const lines = rows.map((row) => JSON.stringify({ project: 'default', ...row })).join('\n');
  const columns = [...new Set(['project', ...rows.flatMap((row) => Object.keys(row))])];
  const ids = table === 'logs' ? ', id' : '';
  const id = table === 'logs' ? ', toUInt32(cityHash64(generateUUIDv4(time)))' : '';
  await engine.execute(
    `INSERT INTO ${table} (${columns.join(', ')}${ids}) SELECT ${columns.join(', ')}${id}
    FROM format(JSONEachRow, ${quoted(await structure(engine, table, columns))}, ${quoted(lines)})`,
  );
}

async function structure(engine: Engine, table: string, columns: readonly string[]): Promise<string> {
  const rows = await engine.query<{ name: string; type: string }>(
    'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}',
    { table },
  );
  const types = new Map(rows.map(({ name, type }) => [name, type]));
  return columns.map((name) => `${name} ${types.get(name)}`).join(', ');
}

const nano = (milliseconds: number): string => `${Math.round(milliseconds)}000000`;
const arrived = (at: number) => ({
  received_at: new Date(at + 1000).toISOString().replace('T', ' ').replace('Z', ''),
});
const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;
