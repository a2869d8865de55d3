import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { bytesField, frame, varintField } from '../spool/frame.ts';
import { ENVELOPE_FIELDS, SEGMENT_FIELDS, type SpoolKind } from '../spool/kinds.ts';
import type { SealedFile } from '../spool/spoolFile.ts';
import { exportLogs, exportSpans, log, span } from '../testing/records.ts';
import { openEmbeddedEngine } from './embeddedEngine.ts';
import { type Engine, EngineError, type FileInsert } from './engine.ts';
import { NO_CODE, REJECTION_CODES, TRANSIENT_CODES } from './failures.ts';
import { Loader } from './loader.ts';
import { Quarantine } from './quarantine.ts';
import { createSchema } from './store.ts';

/** A real engine that fails on top of it as each test says. */

let folder: string;
let engine: Engine;
let quarantine: Quarantine;
let loader: Loader;
let errors: string[];
let loaded: SealedFile[];
/** The code with which to fail this insert of this file, if any. */
let failWith: (table: string, file: Buffer) => number | undefined = () => undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-failures-'));
  engine = await openEmbeddedEngine(join(folder, 'clickhouse'));
  await createSchema(engine);
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  [errors, loaded, failWith] = [[], [], () => undefined];
  quarantine = await Quarantine.open(join(folder, randomUUID()));
  const failing = {
    ...engine,
    async insertFile(path: string, format: Parameters<Engine['insertFile']>[1], insert: FileInsert) {
      const code = failWith(insert.table, await readFile(path));
      if (code !== undefined) throw new EngineError(`Code: ${code}.`, code);
      await engine.insertFile(path, format, insert);
    },
  };
  loader = new Loader({
    engine: failing,
    quarantine,
    onLoaded: (file) => loaded.push(file),
    onError: (message, error) => errors.push(`${message}: ${String(error)}`),
    retryAfterMs: [1],
  });
});

const envelope = (...fields: Buffer[][]) =>
  Buffer.concat(
    frame([
      ...bytesField(ENVELOPE_FIELDS.project, 'default'),
      ...varintField(ENVELOPE_FIELDS.received, Date.now()),
      ...fields.flat(),
    ]),
  );

const lines = (...bodies: string[]) =>
  bodies.map((body) =>
    envelope(bytesField(ENVELOPE_FIELDS.body, JSON.stringify(exportLogs({}, [log(Date.now(), body)])))),
  );

async function sealed(kind: SpoolKind, frames: Buffer[]): Promise<SealedFile> {
  const id = `${Date.now()}-${randomUUID()}`;
  const path = join(folder, `${kind}.${id}.sealed`);
  const bytes = Buffer.concat(frames);
  await writeFile(path, bytes);
  return { kind, id, path, bytes: bytes.length };
}

async function storedLines(...bodies: string[]): Promise<string[]> {
  const rows = await engine.query<{ body: string }>(
    'SELECT body FROM logs WHERE body IN {bodies:Array(String)} ORDER BY body',
    { bodies },
  );
  return rows.map(({ body }) => body);
}

it('knows the codes by the names that the engine gives them', async () => {
  const codes = { ...REJECTION_CODES, ...TRANSIENT_CODES, UNKNOWN_EXCEPTION: NO_CODE };
  const rows = await engine.query<{ name: string }>(
    'SELECT errorCodeToName(toInt32(code)) AS name FROM (SELECT arrayJoin({codes:Array(String)}) AS code)',
    { codes: Object.values(codes).map(String) },
  );
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(codes));
});

it('keeps a file for as long as the engine is short of something, and then stores it', async () => {
  let left = 30;
  failWith = () => (left-- > 0 ? TRANSIENT_CODES.NOT_ENOUGH_SPACE : undefined);
  const file = await sealed('logs-json', lines('waits'));
  loader.load(file);
  await loader.idle();
  expect(await storedLines('waits')).toEqual(['waits']);
  expect(await quarantine.list()).toEqual([]);
  expect(errors).toHaveLength(30);
  expect(loaded).toMatchObject([{ id: file.id }]);
});

it('does not let a body that fails in a way not known hold up others, and keeps it until it can be stored', async () => {
  const LOGICAL_ERROR = 49;
  failWith = (_table, file) => (file.includes('poison') ? LOGICAL_ERROR : undefined);
  const bodies = ['unknown 1', 'unknown 2', 'unknown poison', 'unknown 3', 'unknown 4'];
  const file = await sealed('logs-json', lines(...bodies));
  loader.load(file);
  loader.load(await sealed('logs-json', lines('unknown 5')));
  await loader.idle();
  const others = ['unknown 1', 'unknown 2', 'unknown 3', 'unknown 4', 'unknown 5'];
  expect(await storedLines(...bodies, 'unknown 5')).toEqual(others);
  // Nothing of the spool is held any more.
  expect(loaded.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(file.bytes);

  const [body] = await quarantine.list();
  expect(body).toMatchObject({ kind: 'logs-json', reason: 'Code: 49.', stored: [] });
  expect(errors.at(-1)).toContain(`stands in quarantine/${body?.name}`);
  if (!body) return;
  expect(await loader.retry(body)).toBe(false);
  expect(await quarantine.list()).toHaveLength(1);
  failWith = () => undefined;
  expect(await loader.retry(body)).toBe(true);
  expect(await quarantine.list()).toEqual([]);
  expect(await storedLines(...bodies, 'unknown 5')).toEqual([...others, 'unknown poison']);
});

it('stores what one table has and another rejects once, also when it comes back from quarantine', async () => {
  const [session, tab] = [randomUUID(), randomUUID()];
  const served = span(Date.now() - 5, Date.now());
  const segment = (seq: number, body: string) =>
    envelope(
      bytesField(SEGMENT_FIELDS.session, session),
      bytesField(SEGMENT_FIELDS.tab, tab),
      varintField(SEGMENT_FIELDS.seq, seq),
      bytesField(SEGMENT_FIELDS.spans, JSON.stringify(exportSpans({ 'session.id': session }, [served]))),
      bytesField(
        SEGMENT_FIELDS.logs,
        JSON.stringify(exportLogs({ 'session.id': session }, [log(Date.now(), body)])),
      ),
      bytesField(SEGMENT_FIELDS.replay, '[]'),
    );
  failWith = (table, file) =>
    table === 'logs' && file.includes('bad line') ? REJECTION_CODES.INCORRECT_DATA : undefined;
  loader.load(await sealed('segments', [segment(0, 'good line'), segment(1, 'bad line')]));
  await loader.idle();
  const [body] = await quarantine.list();
  expect(body).toMatchObject({ kind: 'segments', stored: ['spans'] });
  failWith = () => undefined;
  if (body) await loader.retry(body);
  const [counts] = await engine.query<Record<string, string>>(
    `SELECT sum(segments) AS segments, sum(logs) AS logs FROM sessions WHERE session_id = {session:UUID}`,
    { session },
  );
  expect(counts).toEqual({ segments: '2', logs: '2' });
  const [trace] = await engine.query<{ spans: string }>(
    'SELECT sum(spans) AS spans FROM traces WHERE trace_id = unhex({traceId:String})',
    { traceId: served.traceId },
  );
  // The span is in both segments: so many times it came, and no more often.
  expect(trace).toEqual({ spans: '2' });
});

it('asks for no insert where the file holds nothing for the table, and for all where it cannot be read', async () => {
  const [session, tab] = [randomUUID(), randomUUID()];
  const segment = (seq: number, logs: string) =>
    envelope(
      bytesField(SEGMENT_FIELDS.session, session),
      bytesField(SEGMENT_FIELDS.tab, tab),
      varintField(SEGMENT_FIELDS.seq, seq),
      bytesField(SEGMENT_FIELDS.spans, ''),
      bytesField(SEGMENT_FIELDS.logs, logs),
      bytesField(SEGMENT_FIELDS.replay, '[]'),
    );
  const inserts = async (frames: Buffer[]) => {
    const tables: string[] = [];
    failWith = (table) => void tables.push(table);
    loader.load(await sealed('segments', frames));
    await loader.idle();
    return tables;
  };
  const written = JSON.stringify(exportLogs({ 'session.id': session }, [log(Date.now(), 'a line')]));
  expect(await inserts([segment(0, ''), segment(1, '')])).toEqual(['replay_segments']);
  expect(await inserts([segment(2, ''), segment(3, written)])).toEqual(['logs', 'replay_segments']);
  const rows = await engine.query(
    'SELECT sum(segments) AS segments, sum(logs) AS logs FROM sessions WHERE session_id = {session:UUID}',
    { session },
  );
  expect(rows).toEqual([{ segments: '4', logs: '1' }]);
  expect(await inserts([segment(4, '').subarray(0, -1)])).toContain('spans');
});
