import type {
  LogPage,
  RequestPage,
  SessionEventPage,
  SessionLogPage,
  SessionSpanPage,
  TimelinePage,
} from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../store/engine.ts';
import { openStore } from '../storeOnly.ts';
import {
  hexId,
  insertRows,
  logRow,
  NO_SESSION,
  type Row,
  resourceOf,
  segmentRow,
  sessionId,
  spanRow,
  traceId,
} from '../testing/rows.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { listSegments } from './segments.ts';
import { readSessionEvents } from './sessionEvents.ts';
import { readSessionLogLines } from './sessionLogLines.ts';
import { readSessionLogs } from './sessionLogs.ts';
import { readSessionRequests } from './sessionRequests.ts';
import { readSessionSpans } from './sessionSpans.ts';
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
  await insertBrowser();
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

/** A project of its own: what a browser sent, among what services did behind it. */
const ofBrowser = { project: 'browser', session: sessionId(2) };
const CLICKS = 12;

async function insertBrowser(): Promise<void> {
  const resource = resourceOf({
    'telemetry.sdk.language': 'webjs',
    'throughline.tab.id': 'tab',
    'service.version': '2.4.1',
  });
  const own = { project: ofBrowser.project, session_id: ofBrowser.session, service: 'shop', resource };
  const spans: Row[] = [];
  const logs: Row[] = [];
  // A click causes two requests that begin at once; behind each a service does twenty things that know no session.
  for (let click = 0; click < CLICKS; click++) {
    const [trace, at] = [traceId(500 + click), NOW + click * 700];
    spans.push(spanRow(trace, 1, at, { ...own, kind: 1, name: `click button "${click}"` }));
    for (const request of [2, 3])
      spans.push(
        spanRow(trace, request, at + 10, {
          ...own,
          span_ids: `0000000${request}00000001`,
          kind: 3,
          name: 'POST /api',
          status_code: request === 3 ? 2 : 0,
          attributes: {
            'http.request.method': 'POST',
            'throughline.request.initiator': 'fetch',
            'throughline.http.request.body': `body ${click}`,
            ...(request === 3 && { 'http.response.status_code': '502' }),
          },
          attribute_kinds: request === 3 ? { 'http.response.status_code': 3 } : {},
        }),
      );
    for (let number = 0; number < 20; number++)
      spans.push(
        spanRow(trace, 10 + number, at + 20, { project: ofBrowser.project, session_id: NO_SESSION, kind: 3 }),
      );
    logs.push(
      logRow(at, { ...own, event_name: 'browser.user_action.click', attributes: { order: `${click}` } }),
      logRow(at, { ...own, event_name: 'browser.console', body: 'a line' }),
      logRow(at + 10, { ...own, event_name: 'throughline.rage_click', severity_number: 13, body: 'rage' }),
      logRow(at + 20, { ...own, resource: resourceOf({}), event_name: 'of a service' }),
    );
  }
  spans.push(
    spanRow(traceId(499), 1, NOW - 50, {
      ...own,
      kind: 1,
      name: 'documentLoad',
      attributes: { 'throughline.load.type': 'navigate', 'url.full': 'https://shop.test/' },
    }),
  );
  await insertRows(engine, 'spans', spans);
  // Sent twice.
  await insertRows(engine, 'spans', spans.slice(0, 3));
  await insertRows(engine, 'logs', logs);
}

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
    "SELECT (SELECT count() FROM spans FINAL WHERE project = 'default') AS spans, (SELECT count() FROM logs WHERE project = 'default') AS logs",
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
  const [row] = await engine.query<{ logs: string }>(
    "SELECT count() AS logs FROM logs WHERE project = 'default'",
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(Number(row?.logs));
});

it.each([500, 7])(
  'lines of logs are the same in pages of %i, of one clock, and each on the timeline',
  async (limit) => {
    const pages: SessionLogPage[] = [];
    const lines = await all(
      async (cursor) => {
        const page = await readSessionLogLines(engine, { project, session, limit, cursor });
        pages.push(page);
        return page;
      },
      (page) => page.logs,
    );
    const [row] = await engine.query<{ logs: string }>(
      "SELECT count() AS logs FROM logs WHERE project = 'default'",
    );
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(lines).toHaveLength(Number(row?.logs));
    expect(pages.every(({ logs, sources }) => logs.every(({ source }) => sources[source]?.service))).toBe(
      true,
    );
    const { items } = await readTimeline(engine, { project, session, limit: 5000 });
    const times = new Map(items.map(({ id, timeUnixNano }) => [id, timeUnixNano]));
    for (const { id, timeUnixNano } of lines) expect(timeUnixNano).toBe(times.get(id));
  },
);

it.each([500, 5, 1])(
  'what is an event of the browser is no line of its console, in pages of %i',
  async (limit) => {
    const lines = await all(
      (cursor) => readSessionLogLines(engine, { ...ofBrowser, limit, cursor }),
      (page: SessionLogPage) => page.logs,
    );
    expect(lines.map(({ eventName, tabId }) => [eventName, tabId])).toEqual(
      Array.from({ length: CLICKS }, () => [
        ['browser.console', 'tab'],
        ['of a service', undefined],
      ]).flat(),
    );
  },
);

it('of a long text a line has the beginning, and says so', async () => {
  const own = { project: 'long', session_id: sessionId(3) };
  const list = JSON.stringify({ values: Array.from({ length: 300 }, () => ({ stringValue: 'x' })) });
  await insertRows(engine, 'logs', [
    logRow(NOW, {
      ...own,
      body: list,
      body_kind: 6,
      attributes: { short: '7', list, 'exception.stacktrace': 'x'.repeat(9_000) },
      attribute_kinds: { short: 3, list: 6 },
    }),
  ]);
  const question = { project: 'long', session: sessionId(3), limit: 10 };
  const [line] = (await readSessionLogLines(engine, question)).logs;
  expect(line).toMatchObject({
    isCut: true,
    body: { stringValue: list.slice(0, 4096) },
    attributes: {
      short: { intValue: '7' },
      list: { stringValue: list.slice(0, 4096) },
      'exception.stacktrace': { stringValue: 'x'.repeat(9_000) },
    },
  });
});

it.each([100, 1])('the logs of a trace are the same in pages of %i', async (limit) => {
  const texts = await all(
    async (cursor) =>
      (await findTraceLogs(engine, { project, traceId: hexId(traceId(19)), limit, cursor })) ?? { logs: [] },
    ({ logs }) => logs.map(({ body }) => body.stringValue),
  );
  expect(texts).toEqual(['line 19.0', 'line 19.1', 'line 19.2']);
});

const spansOf = ({ traces }: SessionSpanPage) =>
  traces.flatMap(({ traceId: id, spans }) => spans.map(({ spanId }) => `${id}:${spanId}`));

it.each([5000, 100, 1])('the traces of the session are the same in pages of %i spans', async (limit) => {
  const pages: SessionSpanPage[] = [];
  const ids = await all(async (cursor) => {
    const page = await readSessionSpans(engine, { project, session, limit, cursor });
    pages.push(page);
    return page;
  }, spansOf);
  const [row] = await engine.query<{ spans: string }>(
    "SELECT count() AS spans FROM spans FINAL WHERE project = 'default'",
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(Number(row?.spans));
  const traces = pages.flatMap((page) => page.traces);
  const starts = traces.map(({ spans }) => Number(BigInt(spans[0]?.startTimeUnixNano ?? 0)));
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(traces).toHaveLength(21);
  if (limit === 1) expect(pages.every((page) => page.traces.length === 1)).toBe(true);
});

it('traces by range are those that reach into it, whole', async () => {
  const question = { project, session, from: NOW + 4000, to: NOW + 6000, limit: 5000 };
  const { traces } = await readSessionSpans(engine, question);
  const whole = await readSessionSpans(engine, { project, session, limit: 5000 });
  const inside = whole.traces.filter(({ spans }) => {
    const starts = spans.map(({ startTimeUnixNano }) => Number(BigInt(startTimeUnixNano) / 1_000_000n));
    return Math.min(...starts) <= question.to && Math.max(...starts) >= question.from;
  });
  expect(inside.length).toBeGreaterThan(1);
  expect(traces.map(({ traceId: id }) => id)).toEqual(
    expect.arrayContaining(inside.map(({ traceId: id }) => id)),
  );
  for (const trace of traces) expect(whole.traces).toContainEqual(trace);
});

it('segments by range are those that overlap it', async () => {
  const { segments } = await listSegments(engine, { project, session, from: NOW + 2500, to: NOW + 4000 });
  expect(segments.map(({ seq }) => seq)).toEqual([2, 3, 4]);
});

it('a cursor that is none of ours begins at the beginning', async () => {
  const first = await readTimeline(engine, { project, session, limit: 5 });
  expect(await readTimeline(engine, { project, session, limit: 5, cursor: "x' OR 1" })).toEqual(first);
});

const requestsOf = ({ requests }: RequestPage) => requests;

it.each([1000, 7, 1])("the browser's requests are the same in pages of %i", async (limit) => {
  const requests = await all(
    (cursor) => readSessionRequests(engine, { ...ofBrowser, limit, cursor, payloads: false }),
    requestsOf,
  );
  expect(requests).toHaveLength(1 + 2 * CLICKS);
  expect(new Set(requests.map((one) => one.traceId + one.spanId)).size).toBe(requests.length);
  expect(requests[0]).toMatchObject({ type: 'document', url: 'https://shop.test/', failed: false });
  expect(requests.slice(1, 3).map(({ failed, status }) => [failed, status])).toEqual([
    [false, undefined],
    [true, 502],
  ]);
  for (const [index, request] of requests.slice(1).entries())
    expect(request).toMatchObject({
      type: 'fetch',
      tabId: 'tab',
      action: { name: `click button "${Math.floor(index / 2)}"`, spanId: request.parentSpanId },
    });
});

it('payloads come along if they are asked for', async () => {
  const [, request] = requestsOf(
    await readSessionRequests(engine, { ...ofBrowser, limit: 2, payloads: true }),
  );
  expect(request?.attributes?.['throughline.http.request.body']).toEqual({ stringValue: 'body 0' });
});

it.each([500, 5, 1])(
  "the browser's events are the same in pages of %i, without the console",
  async (limit) => {
    const events = await all(
      (cursor) => readSessionEvents(engine, { ...ofBrowser, limit, cursor }),
      (page: SessionEventPage) => page.events,
    );
    expect(events.map(({ name }) => name)).toEqual(
      Array.from({ length: CLICKS }, () => ['browser.user_action.click', 'throughline.rage_click']).flat(),
    );
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events[0]).toMatchObject({
      tabId: 'tab',
      release: '2.4.1',
      attributes: { order: { stringValue: '0' } },
    });
    expect(events[1]).toMatchObject({ severity: 'warning', text: 'rage' });
    const { items } = await readTimeline(engine, { ...ofBrowser, limit: 1000 });
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(events.map(({ id }) => id)));
  },
);

it('requests and events of a range are those in it', async () => {
  const range = { from: NOW + 650, to: NOW + 2_800, limit: 100 };
  const { requests } = await readSessionRequests(engine, { ...ofBrowser, ...range, payloads: false });
  expect(requests).toHaveLength(6);
  expect((await readSessionEvents(engine, { ...ofBrowser, ...range })).events).toHaveLength(7);
});
