import { expect, it } from 'vitest';
import { buildWaterfall } from './buildWaterfall.ts';
import { span } from './drawing.ts';
import { gapsOf, gapTotals } from './gaps.ts';
import type { WaterfallSpan } from './records.ts';

/** The gaps of one span: `own 0-10`. */
function gaps(of: string, ...spans: WaterfallSpan[]): string[] {
  const { rows } = buildWaterfall({ spans, logs: [], actions: [] });
  const index = rows.findIndex((row) => row.kind === 'span' && row.span.spanId === of);
  return gapsOf(rows, index).map(({ kind, from, to }) => `${kind} ${from}-${to}`);
}

it('names what no child covers the span’s own time', () => {
  const children = [span('b', 'a', 10, 40), span('c', 'a', 30, 50), span('d', 'a', 90, 120)];
  expect(gaps('a', span('a', '', 0, 100), ...children)).toEqual(['own 0-10', 'own 50-90']);
  expect(gaps('b', ...children)).toEqual(['own 10-40']);
  expect(gaps('a', span('a', '', 0, 100), span('b', 'a', -10, 200))).toEqual([]);
});

it('names what stands between a client and its server the network', () => {
  const client = span('a', '', 0, 100, { kind: 'client', service: 'shop' });
  expect(gaps('a', client, span('b', 'a', 20, 70, { kind: 'server' }))).toEqual([
    'network 0-20',
    'network 70-100',
  ]);
  const within = span('b', 'a', 20, 70, { kind: 'server', service: 'shop' });
  expect(gaps('a', client, within)).toEqual(['own 0-20', 'own 70-100']);
});

it('names what stands between a producer and its consumer waiting', () => {
  const producer = span('p', '', 0, 10, { kind: 'producer' });
  const consumer = span('c', 'p', 250, 300, { kind: 'consumer' });
  expect(gaps('c', producer, consumer)).toEqual(['queue 10-250', 'own 250-300']);
  expect(gaps('p', producer, consumer)).toEqual(['own 0-10']);
  // Taken while it was still being sent: from when the sending began.
  expect(gaps('c', span('p', '', 0, 400, { kind: 'producer' }), consumer)).toEqual([
    'queue 0-250',
    'own 250-300',
  ]);
  const links = [{ traceId: 't', spanId: 'p' }];
  expect(gaps('c', producer, span('c', '', 30, 40, { traceId: 'u', links }))).toEqual([
    'queue 10-30',
    'own 30-40',
  ]);
});

it('adds them up', () => {
  expect(
    gapTotals([
      { kind: 'queue', from: 0, to: 5 },
      { kind: 'own', from: 5, to: 7 },
      { kind: 'own', from: 8, to: 9 },
    ]),
  ).toEqual({ queue: 5, own: 3 });
});
