import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../store/engine.ts';
import { type Reader, readerUntil } from '../store/reader.ts';
import { openStore } from '../storeOnly.ts';
import {
  hexId,
  insertRows,
  logRow,
  NO_SESSION,
  resourceOf,
  segmentRow,
  sessionId,
  spanRow,
  traceId,
} from '../testing/rows.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { readProjectMap } from './projectMap.ts';
import { listSegments } from './segments.ts';
import { readSessionEvents } from './sessionEvents.ts';
import { listSessions } from './sessionList.ts';
import { readSessionLogs } from './sessionLogs.ts';
import { readSessionRequests } from './sessionRequests.ts';
import { readSessionSpans } from './sessionSpans.ts';
import { findSession } from './sessions.ts';
import { readTimeline } from './timeline.ts';
import { findTraceLogs } from './traceLogs.ts';
import { findTrace } from './traces.ts';

/** What a question reads must not grow with what is stored around its answer. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Math.floor(Date.now() / DAY) * DAY - HOUR;
/** Days before all others, and what began then. */
const LONELY = NOW - 20 * DAY;
const project = 'default';
const [session, trace] = [sessionId(1), traceId(1)];
const long = sessionId(2);
/** Traces of the long session, a second apart, and spans of each. */
const [LONG_TRACES, SPANS] = [400, 20];
const LONG_LOGS = 40_000;
/** The engine reads by granules of up to 2048 rows; in a small table they are not full. */
const UNFILLED = 3 * 2048;
const pageFrom = NOW + 200_000;

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await openStore(folder);
  await insertRows(engine, 'spans', [
    spanRow(trace, 1, NOW, { session_id: session }),
    spanRow(trace, 2, NOW + 10, { service: 'fraud' }),
  ]);
  await insertRows(engine, 'logs', [
    logRow(NOW, { session_id: session, event_name: 'browser.navigation' }),
    logRow(NOW + 5, { trace_id: trace, session_id: NO_SESSION, body: 'of the trace' }),
  ]);
  await insertRows(engine, 'spans', [spanRow(traceId(2), 3, LONELY), spanRow(traceId(3), 4, LONELY + 10)]);
  await insertRows(engine, 'replay_segments', [segmentRow(session, 0, NOW, NOW + 1000)]);
  for (let part = 0; part < 4; part++)
    await insertRows(
      engine,
      'spans',
      Array.from({ length: (LONG_TRACES * SPANS) / 4 }, (_, index) => {
        const [number, span] = [part * 100 + Math.floor(index / SPANS), index % SPANS];
        return spanRow(traceId(1000 + number), span, NOW + number * 1000 + span, {
          session_id: span === 0 ? long : NO_SESSION,
        });
      }),
    );
  // Of its own, a tenth of a second apart.
  await engine.execute(`INSERT INTO logs (id, project, session_id, time, body, resource, scope, received_at)
    SELECT toUInt32(number), '${project}', toUUID('${long}'), ${NOW}000000 + number * 100000000 AS time, 'line',
      '${resourceOf({})}', '${resourceOf({})}',
      fromUnixTimestamp64Nano(toInt64(time) + 1000000000, 'UTC') FROM numbers(${LONG_LOGS})`);
  await surround(1, 5_000);
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

/** Other people's sessions, each of one trace, over the same hours and the days before. */
async function surround(from: number, count: number): Promise<void> {
  const session_id = `reinterpret(sipHash128('other', number), 'UUID')`;
  const trace_id = `reinterpret(sipHash128('trace', number), 'FixedString(16)')`;
  const at = `toUInt64(${NOW}000000 - (number % 5) * ${DAY}000000 + (number % 1000) * 1000000000)`;
  const received = `fromUnixTimestamp64Nano(toInt64(${at}) + 1000000000, 'UTC')`;
  const source = `FROM numbers(${from}, ${count})`;
  await engine.execute(`INSERT INTO spans (project, session_id, trace_id, span_ids, start, service, received_at)
    SELECT '${project}', ${session_id}, ${trace_id}, 'spanspan--------', ${at}, 'gateway', ${received} ${source}`);
  await engine.execute(`INSERT INTO logs (id, project, session_id, trace_id, time, body, received_at)
    SELECT toUInt32(number), '${project}', if(number % 2 = 0, ${session_id}, toUUID('${NO_SESSION}')), ${trace_id}, ${at}, 'line', ${received} ${source}`);
  await engine.execute(`INSERT INTO replay_segments (project, session_id, tab_id, seq, from_ms, to_ms, data, received_at)
    SELECT '${project}', ${session_id}, ${session_id}, 0, intDiv(${at}, 1000000), intDiv(${at}, 1000000) + 1000, '[]', ${received} ${source}`);
  // Parts that merge between two looks would make them differ.
  for (const table of [
    'spans',
    'logs',
    'replay_segments',
    'traces',
    'sessions',
    'session_hours',
    'session_traces',
  ])
    await engine.execute(`OPTIMIZE TABLE ${table} FINAL`);
}

async function rowsRead(ask: (reader: Reader) => Promise<unknown>): Promise<number> {
  const reader = readerUntil(engine, new AbortController().signal);
  expect(await ask(reader)).toBeDefined();
  return reader.read.rows;
}

const questions: Record<string, Parameters<typeof rowsRead>[0]> = {
  'opening a session': (reader) => findSession(reader, project, session),
  'its timeline': (reader) => readTimeline(reader, { project, session, limit: 100 }),
  'its logs': (reader) => readSessionLogs(reader, { project, session, limit: 100 }),
  'its spans': (reader) => readSessionSpans(reader, { project, session, limit: 100 }),
  'its spans and what they called': (reader) =>
    readSessionSpans(reader, { project, session, limit: 100, peers: true }),
  'the map of an hour': (reader) => readProjectMap(reader, { project, from: LONELY, to: LONELY + HOUR }),
  'its requests': (reader) => readSessionRequests(reader, { project, session, limit: 100, payloads: true }),
  'its events': (reader) => readSessionEvents(reader, { project, session, limit: 100 }),
  'its segments': (reader) => listSegments(reader, { project, session }),
  'a trace': (reader) => findTrace(reader, project, hexId(trace)),
  'the logs of a trace': (reader) => findTraceLogs(reader, { project, traceId: hexId(trace), limit: 100 }),
  'a page in the midst of a long session': (reader) =>
    readTimeline(reader, { project, session: long, from: pageFrom, limit: 100 }),
  'a page of the newest sessions': (reader) =>
    listSessions(reader, { project, from: NOW - 2 * HOUR, to: NOW - HOUR, limit: 20 }),
};

describe('with ten times as much around it', () => {
  it('each question reads as many rows as before, within two times and what granules had room for', async () => {
    const before: Record<string, number> = {};
    for (const [name, ask] of Object.entries(questions)) before[name] = await rowsRead(ask);
    await surround(5_001, 45_000);
    for (const [name, ask] of Object.entries(questions)) {
      const rows = await rowsRead(ask);
      expect(rows, name).toBeLessThanOrEqual(2 * (before[name] ?? 0) + UNFILLED);
    }
  });

  it('a page of a long session reads the traces of its stretch, not all of them', async () => {
    const whole = await rowsRead((reader) =>
      readTimeline(reader, { project, session: long, limit: LONG_TRACES * SPANS }),
    );
    const page = await rowsRead((reader) =>
      readTimeline(reader, { project, session: long, from: pageFrom, limit: 20 }),
    );
    expect(page).toBeLessThan(whole / 2);
  });

  it('the map of more spans than it is worked out of reads a share of the traces', async () => {
    const range = { project, from: NOW - HOUR, to: NOW + HOUR };
    const whole = await rowsRead((reader) => readProjectMap(reader, range));
    const share = await rowsRead((reader) => readProjectMap(reader, range, 1_000));
    // Each looks at all trace ids to begin with.
    expect(share).toBeLessThan(whole * 0.75);
  });

  it('a page of a session with very many logs of its own reads some of them', async () => {
    for (const ask of [readTimeline, readSessionLogs])
      expect(await rowsRead((reader) => ask(reader, { project, session: long, limit: 20 }))).toBeLessThan(
        LONG_LOGS / 2,
      );
  });
});
