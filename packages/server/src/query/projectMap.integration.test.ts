import { SPAN_KINDS, STATUS_CODES } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../store/engine.ts';
import { openStore } from '../storeOnly.ts';
import { insertRows, NO_SESSION, type Row, resourceOf, spanRow, traceId } from '../testing/rows.ts';
import { removeFolder, temporaryFolder } from '../testing/serverProcess.ts';
import { readProjectMap } from './projectMap.ts';

const NOW = Date.now() - 600_000;
const HOUR = 3_600_000;
const project = 'default';
const range = { project, from: NOW - 1_000, to: NOW + 60_000 };
const LATER = NOW - 5 * HOUR;
const MANY = 400;

let folder: string;
let engine: Engine;

const kind = (name: (typeof SPAN_KINDS)[number]) => ({ kind: SPAN_KINDS.indexOf(name) });
const FAILED = { status_code: STATUS_CODES.indexOf('error') };
const id = (number: number) => String(number).padStart(8, '0');
const lasting = (milliseconds: number) => ({ duration: milliseconds * 1_000_000 });

function span(trace: number, number: number, parent: number | null, service: string, more: Row = {}): Row {
  return spanRow(traceId(trace), number, NOW + number, {
    span_ids: `${id(number)}${parent === null ? '\0'.repeat(8) : id(parent)}`,
    session_id: NO_SESSION,
    service,
    link_trace_id: [],
    link_span_id: [],
    attributes: {},
    status_code: 0,
    ...more,
  });
}

beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await openStore(folder);
  const ask = span(1, 2, 1, 'shop', { ...kind('client'), ...lasting(9) });
  await insertRows(engine, 'spans', [
    span(1, 1, null, 'shop', kind('internal')),
    ask,
    span(1, 3, 2, 'gateway', { ...lasting(7) }),
    span(1, 4, 1, 'shop', { ...kind('client'), ...lasting(3) }),
    span(1, 5, 4, 'gateway', { ...lasting(1), ...FAILED }),
    span(1, 6, 3, 'gateway', { ...kind('client'), attributes: { 'db.system.name': 'postgresql' } }),
    span(1, 7, 3, 'gateway', { ...kind('producer'), attributes: { 'messaging.system': 'kafka' } }),
    // Its own trace, linked to what sent the message.
    span(2, 8, null, 'mails', {
      ...kind('consumer'),
      link_trace_id: [traceId(1)],
      link_span_id: [id(7)],
    }),
    // Its parent never arrived.
    span(3, 9, 99, 'gateway', { ...lasting(2) }),
  ]);
  // Sent again by an exporter that lost the answer.
  await insertRows(engine, 'spans', [ask]);
  await insertRows(
    engine,
    'spans',
    Array.from({ length: MANY }, (_, index) =>
      spanRow(traceId(1_000 + index), 1, LATER + index, {
        service: 'busy',
        resource: resourceOf({ 'deployment.environment.name': index % 2 === 0 ? 'live' : 'test' }),
      }),
    ),
  );
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

it('tells who called whom in the time range, through databases and queues, across traces', async () => {
  const { nodes, edges, ...rest } = await readProjectMap(engine, range);
  expect(rest).toMatchObject({ share: 1, isCut: false, from: range.from, to: range.to });
  expect(nodes).toEqual([
    { id: 'service gateway', name: 'gateway', kind: 'service', calls: 3, errors: 1, p50: 2, p95: 7 },
    { id: 'service mails', name: 'mails', kind: 'service', calls: 1, errors: 0, p50: 1, p95: 1 },
    { id: 'service shop', name: 'shop', kind: 'service', calls: 1, errors: 0, p50: 1, p95: 1 },
    { id: 'queue kafka', name: 'kafka', kind: 'queue', calls: 1, errors: 0, p50: 1, p95: 1 },
    { id: 'database postgresql', name: 'postgresql', kind: 'database', calls: 1, errors: 0, p50: 1, p95: 1 },
  ]);
  expect(edges.map(({ from, to, calls, errors, isAsync }) => [from, to, calls, errors, isAsync])).toEqual([
    ['service shop', 'service gateway', 2, 1, false],
    ['queue kafka', 'service mails', 1, 0, true],
    ['service gateway', 'queue kafka', 1, 0, true],
    ['service gateway', 'database postgresql', 1, 0, false],
  ]);
  // As long as the caller waited.
  expect(edges[0]).toMatchObject({ p50: 3, p95: 9 });
});

it('is worked out of a share of the traces where there are more spans, and scaled up', async () => {
  const { nodes, spans, share } = await readProjectMap(
    engine,
    { project, from: LATER, to: LATER + HOUR },
    MANY / 4,
  );
  expect(spans).toBe(MANY);
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(0.5);
  expect(nodes).toMatchObject([{ name: 'busy', calls: MANY }]);
});

it('tells of one environment, and of nothing where nothing is', async () => {
  const later = { project, from: LATER, to: LATER + HOUR };
  const { nodes } = await readProjectMap(engine, { ...later, environment: 'live' });
  expect(nodes).toMatchObject([{ name: 'busy', calls: MANY / 2 }]);
  expect(await readProjectMap(engine, { ...later, environment: 'none' })).toMatchObject({
    nodes: [],
    edges: [],
    spans: 0,
  });
});
