import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../store/engine.ts';
import { type Reader, readerUntil } from '../store/reader.ts';
import { openStore } from '../storeOnly.ts';
import {
  hexId,
  insertRows,
  logRow,
  NO_SESSION,
  segmentRow,
  sessionId,
  spanRow,
  traceId,
} from '../testing/rows.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { readProjectMap } from './projectMap.ts';
import { listSegments } from './segments.ts';
import { readSessionEvents } from './sessionEvents.ts';
import { readSessionLogLines } from './sessionLogLines.ts';
import { readSessionLogs } from './sessionLogs.ts';
import { readSessionRequests } from './sessionRequests.ts';
import { readSessionSpans } from './sessionSpans.ts';
import { findSession } from './sessions.ts';
import { readTimeline } from './timeline.ts';
import { findTraceLogs } from './traceLogs.ts';
import { findTrace } from './traces.ts';

/**
 * To analyse a statement takes the engine longer than to find what it asks for. So many are asked for each answer, so many
 * of them one after another, and no more.
 */

const NOW = Date.now() - 3_600_000;
const project = 'default';
const [session, alone] = [sessionId(1), sessionId(2)];
const [trace, bare] = [traceId(1), traceId(2)];

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await openStore(folder);
  await insertRows(engine, 'spans', [
    spanRow(trace, 1, NOW, { session_id: session }),
    spanRow(trace, 2, NOW + 10, { service: 'fraud' }),
    spanRow(bare, 3, NOW),
  ]);
  await insertRows(engine, 'logs', [
    logRow(NOW, { session_id: session, event_name: 'browser.navigation' }),
    logRow(NOW + 5, { trace_id: trace, session_id: session, body: 'of the session and the trace' }),
    logRow(NOW + 6, { trace_id: trace, session_id: NO_SESSION, body: 'of the trace' }),
    logRow(NOW, { session_id: alone, event_name: 'browser.navigation' }),
  ]);
  await insertRows(engine, 'replay_segments', [segmentRow(session, 0, NOW, NOW + 1000)]);
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

/** Queries that were asked, and how many of them waited for each other. */
async function queries(ask: (reader: Reader) => Promise<unknown>): Promise<{ all: number; steps: number }> {
  const counting = readerUntil(engine, new AbortController().signal);
  let steps = 0;
  let underWay = 0;
  const reader: Reader = {
    async query(sql, parameters) {
      if (underWay === 0) steps += 1;
      underWay += 1;
      try {
        return await counting.query(sql, parameters);
      } finally {
        underWay -= 1;
      }
    },
  };
  expect(await ask(reader)).toBeDefined();
  return { all: counting.read.queries, steps };
}

const limit = 100;
const cases: [string, Parameters<typeof queries>[0], { all: number; steps: number }][] = [
  ['opening a session', (reader) => findSession(reader, project, session), { all: 3, steps: 2 }],
  ['its timeline', (reader) => readTimeline(reader, { project, session, limit }), { all: 5, steps: 3 }],
  [
    'the timeline of a session without traces',
    (reader) => readTimeline(reader, { project, session: alone, limit }),
    { all: 4, steps: 3 },
  ],
  ['its logs', (reader) => readSessionLogs(reader, { project, session, limit }), { all: 3, steps: 3 }],
  [
    'lines of its logs',
    (reader) => readSessionLogLines(reader, { project, session, limit }),
    { all: 5, steps: 4 },
  ],
  ['its spans', (reader) => readSessionSpans(reader, { project, session, limit }), { all: 4, steps: 3 }],
  [
    'its spans and what they called',
    (reader) => readSessionSpans(reader, { project, session, limit, peers: true }),
    { all: 4, steps: 3 },
  ],
  [
    'the map of the project',
    (reader) => readProjectMap(reader, { project, from: NOW }),
    { all: 2, steps: 2 },
  ],
  [
    'the map of a share of it',
    (reader) => readProjectMap(reader, { project, from: NOW }, 2),
    { all: 3, steps: 2 },
  ],
  [
    'its requests',
    (reader) => readSessionRequests(reader, { project, session, limit, payloads: false }),
    { all: 5, steps: 3 },
  ],
  ['its events', (reader) => readSessionEvents(reader, { project, session, limit }), { all: 3, steps: 2 }],
  ['its segments', (reader) => listSegments(reader, { project, session }), { all: 2, steps: 2 }],
  ['a trace', (reader) => findTrace(reader, project, hexId(trace)), { all: 3, steps: 2 }],
  ['a trace of no session', (reader) => findTrace(reader, project, hexId(bare)), { all: 3, steps: 2 }],
  [
    'the logs of a trace',
    (reader) => findTraceLogs(reader, { project, traceId: hexId(trace), limit }),
    { all: 2, steps: 2 },
  ],
];

it.each(cases)('%s takes so many queries', async (_, ask, expected) => {
  expect(await queries(ask)).toEqual(expected);
});
