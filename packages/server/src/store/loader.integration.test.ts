import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECORD_LIMITS } from '../limits.ts';
import { bytesField, frame, varintField } from '../spool/frame.ts';
import { ENVELOPE_FIELDS, type SpoolKind } from '../spool/kinds.ts';
import type { SealedFile } from '../spool/spoolFile.ts';
import { CLUSTERS, startClickhouseProcess } from '../testing/clickhouseProcess.ts';
import { openEmbeddedEngine } from './embeddedEngine.ts';
import type { Engine } from './engine.ts';
import { Loader } from './loader.ts';
import { Quarantine } from './quarantine.ts';
import { openRemoteEngine } from './remoteEngine.ts';
import { createSchema } from './store.ts';

/** Opens an engine with all tables on `folder`; answers it, and how to end what it took besides. */
type OpenEngine = (folder: string) => Promise<[Engine, () => Promise<void>]>;

const engines: [string, OpenEngine][] = [
  [
    'the embedded engine',
    async (folder) => {
      const engine = await openEmbeddedEngine(folder);
      await createSchema(engine);
      return [engine, async () => undefined];
    },
  ],
  [
    'a ClickHouse over HTTP',
    async (folder) => {
      const { url, stop } = await startClickhouseProcess(folder);
      const engine = await openRemoteEngine(url);
      await createSchema(engine);
      return [engine, stop];
    },
  ],
  [
    'a cluster, through its Distributed tables',
    async (folder) => {
      const { url, stop } = await startClickhouseProcess(folder, 0, CLUSTERS);
      const engine = await openRemoteEngine(url, 'one_shard');
      await createSchema(engine, 'one_shard');
      return [engine, stop];
    },
  ],
];

describe.each(engines)('into %s', (_name, open) => {
  let folder: string;
  let engine: Engine;
  let stop: () => Promise<void>;
  let loader: Loader;
  let quarantine: Quarantine;
  const errors: string[] = [];
  const loaded: SealedFile[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'throughline-loader-'));
    [engine, stop] = await open(join(folder, 'clickhouse'));
    quarantine = await Quarantine.open(join(folder, 'quarantine'));
    loader = new Loader({
      engine,
      quarantine,
      onLoaded: (file) => loaded.push(file),
      onError: (message, error) => errors.push(`${message}: ${String(error)}`),
    });
  });

  afterAll(async () => {
    await engine.close();
    await stop();
    await rm(folder, { recursive: true });
  });

  const TRACE = '5b8efff798038103d269b633813fc60c';
  const SESSION = '0198d2ab-1111-4222-8333-944445555666';

  function traces(name: string, sessionId = SESSION) {
    const span = {
      traceId: TRACE,
      spanId: 'eee19b7ec3c1b174',
      name,
      kind: 2,
      startTimeUnixNano: '1790000000000000001',
      endTimeUnixNano: '1790000000000000999',
      attributes: [
        { key: 'session.id', value: { stringValue: sessionId } },
        { key: 'empty', value: { stringValue: '' } },
        { key: 'big', value: { intValue: '9223372036854775807' } },
        { key: 'not a number', value: { doubleValue: 'NaN' } },
        { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }] } } },
        { key: 'bytes', value: { bytesValue: 'AQL/' } },
      ],
      events: [{ timeUnixNano: '1790000000000000500', name: 'exception', attributes: [] }],
      status: { code: 2, message: 'it broke' },
    };
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'gateway' } }] };
    return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'test' }, spans: [span] }] }] };
  }

  const envelope = (body: Buffer | string) =>
    Buffer.concat(
      frame([
        ...bytesField(ENVELOPE_FIELDS.project, 'default'),
        ...varintField(ENVELOPE_FIELDS.received, 1_790_000_000_500),
        ...bytesField(ENVELOPE_FIELDS.body, body),
      ]),
    );

  async function spoolFile(kind: SpoolKind, id: string, frames: Buffer[]): Promise<SealedFile> {
    const path = join(folder, `${kind}.${id}.sealed`);
    const bytes = Buffer.concat(frames);
    await writeFile(path, bytes);
    return { kind, id, path, bytes: bytes.length };
  }

  it('stores every type of attribute as text with its kind', async () => {
    loader.load(await spoolFile('traces-json', '1', [envelope(JSON.stringify(traces('GET /')))]));
    await loader.idle();
    expect(errors).toEqual([]);
    const rows = await engine.query<Record<string, unknown>>(
      'SELECT *, lower(hex(trace_id)) AS trace FROM spans WHERE name = {name:String}',
      { name: 'GET /' },
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      trace: TRACE,
      session_id: SESSION,
      service: 'gateway',
      start: '1790000000000000001',
      duration: '998',
      status_message: 'it broke',
      attributes: {
        empty: '',
        big: '9223372036854775807',
        'not a number': 'NaN',
        bytes: '\u0001\u0002\ufffd',
      },
      attribute_kinds: { big: 3, 'not a number': 4, list: 6, bytes: 5 },
      event_name: ['exception'],
    });
  });

  it('counts a file once that is inserted twice, in the summaries too', async () => {
    const body = envelope(JSON.stringify(traces('twice', '0198d2ab-1111-4222-8333-944445555777')));
    loader.load(await spoolFile('traces-json', '2', [body]));
    await loader.idle();
    loader.load(await spoolFile('traces-json', '2', [body]));
    await loader.idle();
    const [spans] = await engine.query<{ n: string }>("SELECT count() AS n FROM spans WHERE name = 'twice'");
    expect(spans?.n).toBe('1');
    const [sessions] = await engine.query<{ rows: string }>(
      "SELECT count() AS rows FROM sessions WHERE session_id = '0198d2ab-1111-4222-8333-944445555777'",
    );
    expect(sessions?.rows).toBe('1');
  });

  it('puts a body that the engine cannot read into quarantine and stores its neighbours', async () => {
    const minimalSpan = (name: string) => {
      const field = (number: number, value: Buffer | string) => Buffer.concat(bytesField(number, value));
      const span = Buffer.concat([
        field(1, Buffer.alloc(16, 7)),
        field(2, Buffer.from(name.padEnd(8).slice(-8))),
        field(5, name),
      ]);
      return field(1, field(2, field(2, span)));
    };
    const torn = Buffer.concat([minimalSpan('torn').subarray(0, 30)]);
    const bodies = ['before one', 'before two', undefined, 'after'].map((name) =>
      envelope(name === undefined ? torn : minimalSpan(name)),
    );
    loader.load(await spoolFile('traces-protobuf', '3', bodies));
    await loader.idle();
    const rows = await engine.query<{ name: string }>(
      "SELECT name FROM spans WHERE name LIKE 'before%' OR name = 'after' ORDER BY name",
    );
    expect(rows.map((row) => row.name)).toEqual(['after', 'before one', 'before two']);
    const [body, ...others] = await quarantine.list();
    expect(others).toEqual([]);
    expect(body).toMatchObject({ kind: 'traces-protobuf', id: expect.stringMatching(/^3-/) });
    expect(body?.reason).not.toBe('');
    expect(await readFile(body?.path ?? '')).toEqual(bodies[2]);
    expect(errors).toHaveLength(1);
  });

  it.each(['traces-json', 'logs-json'] as const)(
    'cuts what is too long and counts what is too many, in %s',
    async (kind) => {
      const long = 'ü'.repeat(RECORD_LIMITS.valueBytes);
      const list = { arrayValue: { values: [{ stringValue: long }] } };
      const attributes = [
        { key: 'text', value: { stringValue: long } },
        { key: 'list', value: list },
        { key: 'n'.repeat(RECORD_LIMITS.nameBytes + 1), value: { boolValue: true } },
        ...Array.from({ length: RECORD_LIMITS.attributes }, (_, index) => ({
          key: `a${index}`,
          value: { intValue: String(index) },
        })),
      ];
      const event = { timeUnixNano: '1', name: 'e' };
      const span = {
        traceId: TRACE,
        spanId: 'eee19b7ec3c1b175',
        name: 'bounded',
        startTimeUnixNano: '1',
        endTimeUnixNano: '2',
        attributes,
        droppedAttributesCount: 1,
        events: Array.from({ length: RECORD_LIMITS.events + 2 }, () => event),
        links: Array.from({ length: RECORD_LIMITS.links + 3 }, () => ({
          traceId: TRACE,
          spanId: 'ab'.repeat(8),
        })),
      };
      const log = {
        timeUnixNano: '1',
        eventName: 'bounded',
        body: { stringValue: long.repeat(20) },
        attributes,
        droppedAttributesCount: 1,
      };
      const body =
        kind === 'traces-json'
          ? { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }
          : { resourceLogs: [{ scopeLogs: [{ logRecords: [log] }] }] };
      loader.load(await spoolFile(kind, `bounded-${kind}`, [envelope(JSON.stringify(body))]));
      await loader.idle();
      const [table, name, more] =
        kind === 'traces-json'
          ? [
              'spans',
              'name',
              ', length(event_time) AS events, dropped_events, length(link_span_id) AS links, dropped_links',
            ]
          : ['logs', 'event_name', ', right(body, 30) AS body_end, length(body) AS body_length'];
      const [row] = await engine.query<Record<string, unknown> & { text: string; list: string }>(
        `SELECT length(attributes) AS n, dropped_attributes, attributes['text'] AS text, attributes['list'] AS list,
        attribute_kinds['list'] AS list_kind, arrayMax(arrayMap(k -> length(k), mapKeys(attributes))) AS name_bytes,
        hasAll(mapKeys(attributes), mapKeys(attribute_kinds)) AS same_names ${more}
      FROM ${table} WHERE ${name} = 'bounded'`,
      );
      expect(row).toMatchObject({
        n: String(RECORD_LIMITS.attributes),
        dropped_attributes: 4,
        list_kind: 0,
        name_bytes: String(RECORD_LIMITS.nameBytes),
        same_names: 1,
        ...(kind === 'traces-json'
          ? { events: '1024', dropped_events: 2, links: '1024', dropped_links: 3 }
          : { body_end: expect.stringContaining(` … [${RECORD_LIMITS.valueBytes * 40} bytes]`) }),
      });
      expect(row?.text).toBe(
        `${'ü'.repeat(RECORD_LIMITS.valueBytes / 2)} … [${RECORD_LIMITS.valueBytes * 2} bytes]`,
      );
      expect(row?.list).toMatch(/^ … \[\d+ bytes\]$/);
    },
  );

  it('does not wait for ever for a body that is valid Protobuf but not what the engine takes', async () => {
    const field = (number: number, value: Buffer | string) => Buffer.concat(bytesField(number, value));
    // A bool of 24: true to Protobuf's own readers.
    const odd = field(9, Buffer.concat([field(1, 'odd'), field(2, Buffer.from([0x10, 24]))]));
    const spanOf = (name: string, more: Buffer) =>
      field(
        1,
        field(
          2,
          field(
            2,
            Buffer.concat([field(1, Buffer.alloc(16, 8)), field(2, name.padEnd(8)), field(5, name), more]),
          ),
        ),
      );
    const bodies = [spanOf('odd', odd), spanOf('even', Buffer.alloc(0))];
    const before = (await quarantine.list()).length;
    loader.load(await spoolFile('traces-protobuf', 'odd', bodies.map(envelope)));
    await loader.idle();
    expect(
      await engine.query("SELECT toString(name) AS name FROM spans WHERE name IN ('odd', 'even')"),
    ).toEqual([{ name: 'even' }]);
    expect(await quarantine.list()).toHaveLength(before + 1);
  });
});
