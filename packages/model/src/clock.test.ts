import { describe, expect, it } from 'vitest';
import { type ClockedSpan, clockCorrections, spanKey, tabOffset } from './clock.ts';

const TRACE = 'a'.repeat(32);
const CLIENT = 3;
const SERVER = 2;
const CONSUMER = 5;

/** A span by its place: `span('b', 'a', 'gateway', SERVER, 10, 20)` runs from 10 to 30 ns, below `a`. */
function span(
  spanId: string,
  parentSpanId: string,
  service: string,
  kind: number,
  start: number,
  duration: number,
  tabId = '',
): ClockedSpan {
  return {
    traceId: TRACE,
    spanId,
    parentSpanId,
    service,
    kind,
    startTimeUnixNano: String(start),
    durationNano: String(duration),
    tabId,
  };
}

const corrections = (spans: ClockedSpan[], offsets: Record<string, number> = {}) =>
  Object.fromEntries(
    spans
      .map((one) => [
        one.spanId,
        clockCorrections(spans, new Map(Object.entries(offsets))).get(spanKey(TRACE, one.spanId)),
      ])
      .filter(([, shift]) => shift !== undefined)
      .map(([id, shift]) => [id, Number(shift)]),
  );

describe('tabOffset', () => {
  it('is what was measured', () => {
    expect(tabOffset(5000, 40)).toBe(5000);
  });

  it('is none when the measurement cannot tell it from none', () => {
    expect(tabOffset(15, 40)).toBe(0);
    expect(tabOffset(null, null)).toBe(0);
  });
});

describe('clockCorrections', () => {
  it('leaves alone what lies inside its parent', () => {
    expect(
      corrections([span('a', '', 'web', CLIENT, 100, 100), span('b', 'a', 'gateway', SERVER, 110, 50)]),
    ).toEqual({});
  });

  it('moves a server span that begins before its client, by the least, and what it did along', () => {
    expect(
      corrections([
        span('a', '', 'web', CLIENT, 100, 100),
        span('b', 'a', 'gateway', SERVER, 40, 50),
        span('c', 'b', 'gateway', CLIENT, 50, 20),
      ]),
    ).toEqual({ b: 60, c: 60 });
  });

  it('moves one that ends after its client back', () => {
    expect(
      corrections([span('a', '', 'web', CLIENT, 100, 100), span('b', 'a', 'gateway', SERVER, 180, 50)]),
    ).toEqual({
      b: -30,
    });
  });

  it('measures the next service against the corrected one', () => {
    expect(
      corrections([
        span('a', '', 'web', CLIENT, 100, 100),
        span('b', 'a', 'gateway', SERVER, 40, 50),
        span('c', 'b', 'gateway', CLIENT, 50, 20),
        span('d', 'c', 'payment', SERVER, 112, 10),
      ]),
    ).toEqual({ b: 60, c: 60 });
  });

  it('corrects a browser by the offset of its tab, and servers below it accordingly', () => {
    const spans = [
      span('a', '', 'shop', CLIENT, 100, 100, 'tab'),
      span('b', 'a', 'gateway', SERVER, 5_000_110, 50),
    ];
    expect(corrections(spans, { tab: 5 })).toEqual({ a: 5_000_000 });
  });

  it('lets a server outlive a client that gave up', () => {
    expect(
      corrections([span('a', '', 'web', CLIENT, 100, 100), span('b', 'a', 'orders', SERVER, 110, 500)]),
    ).toEqual({});
  });

  it('does not squeeze an asynchronous consumer into its producer', () => {
    expect(
      corrections([span('a', '', 'orders', CLIENT, 100, 10), span('b', 'a', 'receipts', CONSUMER, 900, 50)]),
    ).toEqual({});
  });

  it('survives spans that are their own ancestors', () => {
    expect(corrections([span('a', 'b', 'x', SERVER, 1, 1), span('b', 'a', 'y', SERVER, 1, 1)])).toEqual({});
  });

  it('takes a chain of fifty thousand spans', () => {
    const chain = Array.from({ length: 50_000 }, (_, index) =>
      span(`s${index}`, index === 0 ? '' : `s${index - 1}`, `service${index % 2}`, SERVER, 100, 100),
    ).reverse();
    expect(clockCorrections(chain, new Map()).size).toBe(0);
  });
});
