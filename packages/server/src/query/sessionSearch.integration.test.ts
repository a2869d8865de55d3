import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { parseSearch } from '@throughline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUERY_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { openStore } from '../storeOnly.ts';
import {
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
import { readActivity, STRETCHES } from './sessionActivity.ts';
import { readFacets } from './sessionFacets.ts';
import type { SessionFilter } from './sessionFilter.ts';
import { listSessions } from './sessionList.ts';
import { sessionsCsv } from './sessionsCsv.ts';

/** Each condition finds the sessions that it should, and no other. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.now() - HOUR;
const project = 'default';

/** Sessions 0 to 5; the first is the newest. 5 is long past. */
const BEGAN = [NOW, NOW - 10 * MINUTE, NOW - 5 * HOUR, NOW - 3 * DAY, NOW - 9 * DAY, NOW - 60 * DAY];
const at = (session: number): number => BEGAN[session] ?? 0;

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await openStore(folder);
  const logs: Row[] = [];
  const spans: Row[] = [];
  for (const [number] of BEGAN.entries()) {
    const session_id = sessionId(number);
    const trace = traceId(number);
    // What only one of them has stands in the records of that one.
    const only = (wanted: number, name: string) => (number === wanted ? name : `other ${name}`);
    logs.push(
      logRow(at(number), {
        session_id,
        event_name: EVENTS.navigation,
        resource: resourceOf({
          [ATTRIBUTES.userAgent]:
            number === 2 ? 'Gecko/20100101 Firefox/145.0' : 'Chrome/142.0.0.0 Safari/537.36',
          [ATTRIBUTES.serviceVersion]: number === 4 ? 'page-2' : 'page-1',
          [ATTRIBUTES.telemetrySdkLanguage]: 'webjs',
        }),
        attributes: {
          [ATTRIBUTES.urlFull]: `http://shop.test/${number === 1 ? 'Checkout' : 'home'}`,
          ...(number === 2 && { [ATTRIBUTES.userId]: 'ada-17', [ATTRIBUTES.userName]: 'Ada Lovelace' }),
        },
      }),
      logRow(at(number) + 10, { session_id, event_name: number === 3 ? 'cart.emptied' : EVENTS.click }),
      ...(number === 5 ? [logRow(at(number) + 500, { session_id, event_name: EVENTS.rageClick })] : []),
      // Of a service that knows no session.
      logRow(at(number) + 20, {
        session_id: NO_SESSION,
        trace_id: trace,
        service: number === 4 ? 'mail' : 'fraud',
        body: only(4, 'Needle in the log'),
        severity_number: number === 1 ? 17 : 9,
      }),
    );
    spans.push(
      spanRow(trace, 0, at(number), { session_id, name: 'GET /cart' }),
      ...(number === 4
        ? [
            spanRow(trace, 2, at(number) + 400, {
              session_id,
              name: 'POST /pay',
              kind: 3,
              status_code: 2,
              resource: resourceOf({ [ATTRIBUTES.telemetrySdkLanguage]: 'webjs' }),
            }),
          ]
        : []),
      spanRow(trace, 1, at(number) + 5, {
        name: only(0, 'charge card'),
        service: number === 0 ? 'payment' : 'cart',
        duration: number === 0 ? 3_000_000_000 : 2_000_000,
        attributes: { 'order.id': `order-${number}`, tenant: 'acme' },
        resource: resourceOf({ 'service.version': number === 2 ? '9.9' : '1.0' }),
        status_code: number === 3 ? 2 : 0,
      }),
    );
  }
  await insertRows(engine, 'logs', logs);
  await insertRows(engine, 'spans', spans);
  // Session 1 goes on for twenty minutes.
  await insertRows(engine, 'replay_segments', [
    segmentRow(sessionId(1), 0, at(1), at(1) + 20 * MINUTE),
    segmentRow(sessionId(0), 0, at(0), at(0) + 1000),
  ]);
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

async function found(filter: SessionFilter, limit = 100): Promise<number[]> {
  const numbers: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSessions(engine, { project, limit, cursor, ...filter });
    numbers.push(...page.sessions.map(({ id }) => Number.parseInt(id.slice(-12), 16)));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return numbers;
}

const attribute = (name: string, value: string) => ({ attributes: [{ name, value }] });
/** Searched all the way: without a beginning, records are searched for thirty days back. */
const from = NOW - 100 * DAY;

it.each<[string, SessionFilter, number[]]>([
  ['nothing', {}, [0, 1, 2, 3, 4, 5]],
  ['part of a name, in any case', { user: 'lovelace' }, [2]],
  ['a user id', { user: 'ada-17' }, [2]],
  ['a user that nobody is', { user: 'grace' }, []],
  ['part of an address, in any case', { url: 'shop.test/checkout' }, [1]],
  ['trouble: errors of spans and of logs, failed requests', { error: true, from }, [1, 3, 4]],
  ['no trouble', { error: false, from }, [0, 2, 5]],
  ['an event', { event: 'cart.emptied', from }, [3]],
  ['a part of an event, which is none', { event: 'cart', from }, []],
  ['a service known by its spans', { service: 'payment', from }, [0]],
  ['a service that only wrote a log', { service: 'mail', from }, [4]],
  ['a span', { span: 'charge card', from }, [0]],
  ['a span of all', { span: 'GET /cart', from }, [0, 1, 2, 3, 4, 5]],
  ['a span that took long', { minSpanDuration: 2000, from }, [0]],
  ['a span that has both', { span: 'GET /cart', minSpanDuration: 2000, from }, []],
  ['its length, at least', { minDuration: 10 * MINUTE }, [1]],
  ['its length, at most', { maxDuration: 10 * MINUTE }, [0, 2, 3, 4, 5]],
  ['an attribute of a span', { ...attribute('order.id', 'order-4'), from }, [4]],
  ['an attribute of a resource', { ...attribute('service.version', '9.9'), from }, [2]],
  ['a value of another attribute', { ...attribute('tenant', 'order-4'), from }, []],
  ['text in a log, in any case', { q: 'needle in THE log', from }, [0, 1, 2, 3, 4, 5]],
  ['text in one attribute', { q: 'order-3', from }, [3]],
  ['text in a user', { q: 'Ada Love', from }, [2]],
  ['text in an address', { q: '/CHECKOUT', from }, [1]],
  ['the beginning of an id', { q: sessionId(5), from }, [5]],
  ['text that looks like SQL', { q: "') OR 1=1 --", from }, []],
  ['a range', { from: NOW - 4 * DAY, to: NOW - HOUR }, [2, 3]],
  ['a range in the midst of one', { from: at(1) + 15 * MINUTE, to: at(1) + 16 * MINUTE }, [1]],
  [
    'several conditions',
    { ...attribute('tenant', 'acme'), error: true, event: 'cart.emptied', service: 'cart', from },
    [3],
  ],
  ['several conditions that no one has', { user: 'ada', url: 'checkout' }, []],
])('finds by %s', async (_name, filter, numbers) => {
  expect(await found(filter)).toEqual(numbers);
});

it('pages what it finds without repeats or gaps, also when sessions go on over the range', async () => {
  expect(await found({}, 1)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await found({ ...attribute('tenant', 'acme'), from }, 2)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await found({ from: at(1) + 10 * MINUTE + 500 }, 1)).toEqual([0, 1]);
});

it('says how far back it searched when it was not told', async () => {
  const answer = await listSessions(engine, { project, limit: 10, service: 'cart' });
  expect(answer.sessions.map(({ id }) => id)).not.toContain(sessionId(5));
  expect(answer.searchedFrom).toBeCloseTo(Date.now() - QUERY_LIMITS.searchedDays * DAY, -7.6);
  expect(await listSessions(engine, { project, limit: 10, service: 'cart', from })).not.toHaveProperty(
    'searchedFrom',
  );
  expect(await listSessions(engine, { project, limit: 10 })).not.toHaveProperty('searchedFrom');
});

it('finds nothing in another project', async () => {
  expect(await listSessions(engine, { project: 'another', limit: 10 })).toEqual({ sessions: [] });
});

function search(text: string) {
  const { terms, problems } = parseSearch(text);
  expect(problems).toEqual([]);
  return terms;
}

const SEARCHES: [string, number[]][] = [
  ['user:lovelace', [2]],
  ['-user:lovelace', [0, 1, 3, 4, 5]],
  ['user:ada url:home', [2]],
  ['user:ada url:checkout', []],
  ['url:checkout', [1]],
  ['url:CHECKOUT url:nowhere', [1]],
  ['browser:firefox', [2]],
  ['browser:firefox browser:chrome', [0, 1, 2, 3, 4, 5]],
  ['browser:F*', [2]],
  ['-browser:Firefox', [0, 1, 3, 4, 5]],
  ['has:error', [1, 3]],
  ['has:failed-request', [4]],
  ['has:error has:failed-request', []],
  ['has:rage-click', [5]],
  ['-has:error', [0, 2, 4, 5]],
  ['lasted:>10m', [1]],
  ['lasted:<=10m', [0, 2, 3, 4, 5]],
  ['kept:"error span"', [1, 3]],
  ['kept:"failed request"', [4]],
  ['kept:sampled', [0]],
  ['release:page-2', [4]],
  ['release:9.9', [2]],
  ['event:cart.*', [3]],
  ['service:payment', [0]],
  ['service:mail', [4]],
  ['-service:fraud', [4]],
  ['service:payment service:mail', [0, 4]],
  ['service:payment duration:>2s', [0]],
  ['service:cart duration:>2s', []],
  ['duration:1ms..5ms service:cart', [1, 2, 3, 4, 5]],
  ['status:error service:cart', [3]],
  ['status:error service:gateway', [4]],
  ['span:"charge card"', [0]],
  ['span:charge*', [0]],
  ['span:"charge*"', []],
  ['level:error', [1]],
  ['level:error service:fraud', [1]],
  ['level:error service:gateway', []],
  ['log:"NEEDLE in" service:mail', [4]],
  ['order.id:order-4', [4]],
  ['@tenant:acme service:payment', [0]],
  ['@tenant:acme order.id:order-3', [3]],
  ['@tenant:acme service:gateway', []],
  ['service.version:9.9', [2]],
  ['Ada Love', [2]],
  ['order-3 service:cart', [3]],
  ["') OR 1=1 --", []],
];

it('finds by a search', async () => {
  const answers = await Promise.all(SEARCHES.map(([text]) => found({ search: search(text), from })));
  expect(SEARCHES.map(([text], index) => [text, answers[index]])).toEqual(SEARCHES);
});

/** Counts by key and value. */
async function facets(text: string, range: { from?: number; to?: number } = { from }) {
  const answer = await readFacets(engine, { project, search: search(text), ...range });
  const counts = answer.facets.map(({ key, values }) => [
    key,
    Object.fromEntries(values.map(({ value, sessions }) => [value, sessions])),
  ]);
  return { ...answer, facets: Object.fromEntries(counts) as Record<string, Record<string, number>> };
}

it('counts the sessions of a time range by what they have', async () => {
  const { facets: counts, sessions, isPartial } = await facets('');
  expect([sessions, isPartial]).toEqual([6, false]);
  expect(counts).toEqual({
    has: { error: 2, 'failed-request': 1, 'rage-click': 1 },
    service: { gateway: 6, cart: 5, fraud: 5, mail: 1, payment: 1 },
    user: { 'ada-17': 1 },
    url: { 'shop.test/home': 5, 'shop.test/Checkout': 1 },
    browser: { Chrome: 5, Firefox: 1 },
    lasted: { '<10s': 5, '5m..30m': 1 },
    kept: { 'error span': 2, 'failed request': 1, sampled: 1 },
    release: { 'page-1': 5, 'page-2': 1 },
    event: { 'cart.emptied': 1 },
  });
  const two = await facets('', { from: NOW - 15 * MINUTE });
  expect(two.sessions).toBe(2);
});

it('counts what a search leaves, and beside what it asks for under a key what else there is', async () => {
  const { facets: counts, sessions } = await facets('browser:Firefox url:shop');
  expect(sessions).toBe(1);
  expect(counts.browser).toEqual({ Chrome: 5, Firefox: 1 });
  expect(counts.user).toEqual({ 'ada-17': 1 });
  expect(counts.service).toEqual({ cart: 1, fraud: 1, gateway: 1 });
  const ofCart = await facets('service:cart has:error');
  expect(ofCart.facets.service).toEqual({ gateway: 2, cart: 2, fraud: 2 });
  expect((await facets('log:nowhere')).facets).toEqual({});
});

it('tells when in a session what happened', async () => {
  const ids = [1, 4, 5, 77].map(sessionId);
  const activity = await readActivity(engine, project, ids);
  const of = (number: number) => activity.find(({ id }) => id === sessionId(number));
  expect(activity).toHaveLength(3);
  expect(of(1)?.actions).toEqual([2, ...Array.from({ length: STRETCHES - 1 }, () => 0)]);
  expect(of(1)?.marks).toEqual({ error: [0], failedRequest: [], frustration: [] });
  expect(of(4)?.marks).toEqual({ error: [], failedRequest: [STRETCHES - 1], frustration: [] });
  expect(of(5)?.marks.frustration).toEqual([STRETCHES - 1]);
});

it('writes what it finds as CSV', async () => {
  let csv = '';
  for await (const part of sessionsCsv(engine, { project, search: search('service:cart'), from }))
    csv += part;
  const [head, ...lines] = csv.trimEnd().split('\r\n');
  expect(head).toMatch(/^id,started,ended,/);
  expect(lines.map((line) => Number.parseInt(line.slice(24, 36), 16))).toEqual([1, 2, 3, 4, 5]);
  expect(lines[1]).toContain(',ada-17,Ada Lovelace,');
});
