import { expect, it } from 'vitest';
import type { Item } from './item.ts';
import { createRing, RING_MS } from './ring.ts';

const item = (from: number, checkpoint = false, json = `${from}`): Item => ({
  line: 'replay',
  json,
  members: 1,
  from,
  to: from,
  checkpoint,
});
const times = (items: Item[]) => items.map(({ from }) => from);

it('holds all until a checkpoint is old enough to begin with', () => {
  const ring = createRing(() => {});
  for (const held of [item(0, true), item(10), item(RING_MS - 1, true), item(RING_MS)]) ring.add(held);
  expect(times(ring.take())).toEqual([0, 10, RING_MS - 1, RING_MS]);
  expect(ring.take()).toEqual([]);
});

it('drops what lies before the newest checkpoint that is old enough', () => {
  const ring = createRing(() => {});
  for (let minute = 0; minute < 10; minute++) {
    ring.add(item(minute * RING_MS, true));
    ring.add(item(minute * RING_MS + 1));
  }
  expect(times(ring.take())).toEqual([8 * RING_MS, 8 * RING_MS + 1, 9 * RING_MS, 9 * RING_MS + 1]);
});

it('keeps to its bound, beginning with a later checkpoint or asking for one', () => {
  let asked = 0;
  const ring = createRing(() => {
    asked += 1;
  }, 100);
  ring.add(item(0, true, 'x'.repeat(60)));
  ring.add(item(1, true, 'x'.repeat(60)));
  expect([asked, times(ring.take())]).toEqual([0, [1]]);
  ring.add(item(0, true, 'x'.repeat(60)));
  ring.add(item(1, false, 'x'.repeat(60)));
  expect([asked, times(ring.take())]).toEqual([1, []]);
});
