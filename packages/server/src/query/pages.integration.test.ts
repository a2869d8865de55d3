import type { LogPage, TimelinePage } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../store/engine.ts';
import { openStore } from '../storeOnly.ts';
import {
  hexId,
  insertRows,
  logRow,
  NO_SESSION,
  type Row,
  segmentRow,
  sessionId,
  spanRow,
  traceId,
} from '../testing/rows.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { listSegments } from './segments.ts';
import { readSessionLogs } from './sessionLogs.ts';
import { readTimeline } from './timeline.ts';
import { findTraceLogs } from './traceLogs.ts';

/** Pages, put together, are the whole: nothing twice, nothing left out, in the order of time. */

const NOW = Date.now() - 3_600_000;
const project = 'default';
const session = sessionId(1);

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await openStore(folder);
  const spans: Row[] = [];
  const logs: Row[] = [];
  // Traces that overlap, of one span to fifty, of which only the first one knows the session.
  for (let number = 0; number < 20; number++) {
    const [trace, at] = [traceId(number), NOW + number * 700];
    for (let span = 0; span < 1 + ((number * 7) % 30); span++)
      spans.push(
        spanRow(trace, span, at + span * 100, {
          session_id: span === 0 ? session : NO_SESSION,
          name: `${number}.${span}`,
        }),
      );
    for (let line = 0; line < number % 4; line++)
      logs.push(
        logRow(at + line, {
          trace_id: trace,
          session_id: line % 2 === 0 ? NO_SESSION : session,
          body: `line ${number}.${line}`,
        }),
      );
  }
  // One moment at which a whole page happens at once.
  for (let click = 0; click < 30; click++)
    logs.push(
      logRow(NOW + 5000, { session_id: session, event_name: 'browser.user_action.click', body: `${click}` }),
    );
  // A trace whose clock is years off: by its own times it is elsewhere, and yet of the session.
  spans.push(spanRow(traceId(99), 0, NOW, { session_id: session, name: 'of 1970', start: '1000000' }));
  await insertRows(engine, 'spans', spans);
  // Sent twice by an exporter that tries again: counted twice in the summaries, shown once.
  await insertRows(engine, 'spans', spans.slice(50, 150));
  await insertRows(engine, 'logs', logs);
  await insertRows(
    engine,
    'replay_segments',
    Array.from({ length: 10 }, (_, seq) =>
      segmentRow(session, seq, NOW + seq * 1000, NOW + seq * 1000 + 999),
    ),
  );
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

async function all<Page extends { nextCursor?: string }, Item>(
  ask: (cursor: string | undefined) => Promise<Page>,
  items: (page: Page) => Item[],
): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    found.push(...items(page));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

const timelineItems = ({ items }: TimelinePage) => items.map(({ id }) => id);
const logIds = ({ logs }: LogPage) => logs.map(({ id }) => id);

it.each([1000, 37, 11])('the timeline is the same in pages of %i', async (limit) => {
  const ids = await all((cursor) => readTimeline(engine, { project, session, limit, cursor }), timelineItems);
  const [counts] = await engine.query<{ spans: string; logs: string }>(
    'SELECT (SELECT count() FROM spans FINAL) AS spans, (SELECT count() FROM logs) AS logs',
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(Number(counts?.spans) + Number(counts?.logs));
});

it('a range has what lies in it, and no more', async () => {
  const [from, to] = [NOW + 4000, NOW + 6000];
  const whole = await readTimeline(engine, { project, session, limit: 5000 });
  const inside = whole.items.filter(({ timeUnixNano }) => {
    const at = Number(BigInt(timeUnixNano) / 1_000_000n);
    return at >= from && at <= to;
  });
  const ids = await all(
    (cursor) => readTimeline(engine, { project, session, from, to, limit: 13, cursor }),
    timelineItems,
  );
  expect(inside.length).toBeGreaterThan(30);
  expect([...ids].sort()).toEqual(inside.map(({ id }) => id).sort());
});

it.each([500, 7])('the logs of the session are the same in pages of %i', async (limit) => {
  const ids = await all((cursor) => readSessionLogs(engine, { project, session, limit, cursor }), logIds);
  const [row] = await engine.query<{ logs: string }>('SELECT count() AS logs FROM logs');
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(Number(row?.logs));
});

it.each([100, 1])('the logs of a trace are the same in pages of %i', async (limit) => {
  const texts = await all(
    async (cursor) =>
      (await findTraceLogs(engine, { project, traceId: hexId(traceId(19)), limit, cursor })) ?? { logs: [] },
    ({ logs }) => logs.map(({ body }) => body.stringValue),
  );
  expect(texts).toEqual(['line 19.0', 'line 19.1', 'line 19.2']);
});

it('segments by range are those that overlap it', async () => {
  const { segments } = await listSegments(engine, { project, session, from: NOW + 2500, to: NOW + 4000 });
  expect(segments.map(({ seq }) => seq)).toEqual([2, 3, 4]);
});

it('a cursor that is none of ours begins at the beginning', async () => {
  const first = await readTimeline(engine, { project, session, limit: 5 });
  expect(await readTimeline(engine, { project, session, limit: 5, cursor: "x' OR 1" })).toEqual(first);
});
