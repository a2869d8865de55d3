import { recordingGaps } from '@throughline/model';
import { describe, expect, it } from 'vitest';
import type { TimedItem } from '../../load/session.ts';
import { columnsOf } from './columns.ts';
import { activityLane, type Lane, lanesOf } from './lanes.ts';

let next = 0;
function item(kind: TimedItem['kind'], time: number, changes: Partial<TimedItem> = {}): TimedItem {
  next += 1;
  return {
    id: `item-${next}`,
    kind,
    time,
    timeUnixNano: `${time}000000`,
    service: 'shop',
    title: kind,
    severity: 'normal',
    ...changes,
  };
}
const NO_COLORS = new Map<string, string>();
const page = { tabId: 'tab' };
const named = (lanes: Lane[]) => lanes.map(({ name, times }) => [name, [...times]]);

describe('lanes', () => {
  it('part what the page did, what went wrong, and each service behind it', () => {
    const items = [
      item('navigation', 1, page),
      item('request', 2, { ...page, durationNano: '4000000' }),
      item('span', 3, { service: 'gateway', durationNano: '2000000' }),
      item('log', 4, { service: 'orders', severity: 'error' }),
      item('error', 5, { ...page, severity: 'error' }),
    ];
    expect(named(lanesOf(items, new Map([['orders', 'var(--service-7)']])))).toEqual([
      ['Navigation', [1]],
      ['Requests', [2]],
      ['Errors', [4, 5]],
      ['gateway', [3]],
      ['orders', [4]],
    ]);
    expect(lanesOf(items, new Map([['orders', 'var(--service-7)']])).at(-1)?.color).toBe('var(--service-7)');
  });

  it('fold many services into one', () => {
    const items = ['a', 'b', 'c', 'd'].map((service, index) => item('span', index, { service }));
    expect(named(lanesOf(items, NO_COLORS)).at(-1)).toEqual(['Back end', [0, 1, 2, 3]]);
    expect(named(lanesOf(items.slice(1), NO_COLORS)).slice(-3)).toEqual([
      ['b', [1]],
      ['c', [2]],
      ['d', [3]],
    ]);
  });

  it('mark a request whose answer failed', () => {
    const [span, other] = [
      { traceId: 't', spanId: 's' },
      { traceId: 't', spanId: 'r' },
    ];
    const items = [
      item('request', 1, { ...page, ...span }),
      item('request', 2, { ...page, ...other }),
      item('response', 3, { ...page, ...span, severity: 'error' }),
    ];
    const requests = lanesOf(items, NO_COLORS).find(({ id }) => id === 'requests');
    expect([...(requests?.failed ?? [])]).toEqual([1, 0]);
  });

  it('show what the person did, listed or not', () => {
    const lane = activityLane([item('click', 30, page), item('log', 5)], [10, 20, 40]);
    expect([...lane.times]).toEqual([10, 20, 30, 40]);
  });
});

describe('columns', () => {
  const bars = (spans: [from: number, to: number, failed?: boolean][]) =>
    lanesOf(
      spans.map(([from, to, failed]) =>
        item('span', from, {
          service: 'back',
          durationNano: `${(to - from) * 1e6}`,
          severity: failed ? 'error' : 'normal',
        }),
      ),
      NO_COLORS,
    ).at(-1) as Lane;

  it('are as long as what they stand for, and never too thin to see', () => {
    const seen = { from: 0, to: 100 };
    expect(
      columnsOf(
        bars([
          [10, 30],
          [50, 50],
        ]),
        seen,
        200,
      ),
    ).toEqual([
      { x: 20, width: 40, share: 1, failed: false },
      { x: 100, width: 2, share: 1, failed: false },
    ]);
  });

  it('join where they touch, and show on top what failed', () => {
    const columns = columnsOf(
      bars([
        [10, 30],
        [20, 22, true],
        [29, 40],
      ]),
      { from: 0, to: 100 },
      100,
    );
    expect(columns).toEqual([
      { x: 10, width: 30, share: 1, failed: false },
      { x: 20, width: 2, share: 1, failed: true },
    ]);
  });

  it('show what began before what is seen, and nothing that was over', () => {
    const columns = columnsOf(
      bars([
        [0, 5],
        [10, 60],
        [90, 95],
      ]),
      { from: 50, to: 80 },
      30,
    );
    expect(columns).toEqual([{ x: 0, width: 10, share: 1, failed: false }]);
  });

  it('are never more than the pixels allow, of fifty thousand things', () => {
    const many = bars(
      Array.from({ length: 50_000 }, (_, index) => [index * 10, index * 10 + 1, index % 3 === 0]),
    );
    expect(columnsOf(many, { from: 0, to: 500_000 }, 800).length).toBeLessThanOrEqual(1_600);
    expect(columnsOf(many, { from: 1_000, to: 1_100 }, 800)).toHaveLength(11);
    const moved = activityLane([], [...many.times]);
    expect(columnsOf(moved, { from: 0, to: 500_000 }, 800)).toHaveLength(400);
  });

  it('are none where nothing can be seen', () => {
    expect(columnsOf(bars([[0, 5]]), { from: 0, to: 100 }, 0)).toEqual([]);
    expect(columnsOf(bars([[0, 5]]), { from: 0, to: 0 }, 100)).toEqual([]);
  });
});

describe('gaps', () => {
  const segment = (tab: string, seq: number, from: number) => ({ tab, seq, from, to: from + 9 });

  it('lie where the numbers of the segments leave some out, by the clock of the session', () => {
    const tabs = [
      { id: 'a', clockOffset: 0 },
      { id: 'b', clockOffset: 1_000 },
    ];
    const segments = [
      segment('a', 3, 130),
      segment('a', 0, 100),
      segment('a', 1, 110),
      segment('b', 0, 50),
      segment('b', 3, 80),
    ];
    expect(recordingGaps(tabs, segments)).toEqual([
      { from: 119, to: 130, segments: 1 },
      { from: 1_059, to: 1_080, segments: 2 },
    ]);
  });

  it('are none in a whole recording, nor before its first segment', () => {
    expect(recordingGaps([{ id: 'a', clockOffset: 0 }], [segment('a', 2, 1), segment('a', 3, 10)])).toEqual(
      [],
    );
  });
});
