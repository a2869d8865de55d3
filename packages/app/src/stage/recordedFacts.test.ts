import { expect, it } from 'vitest';
import type { RecordedEvent } from './recordedEvents.ts';
import { fromCheckpoint, readFacts, snapshotTime } from './recordedFacts.ts';

const event = (type: number, timestamp: number, data: object = {}) =>
  ({ type, timestamp, data }) as RecordedEvent;

const META = event(4, 10, { href: 'https://shop.test/', width: 800, height: 600 });
const SNAPSHOT = event(2, 14, { node: {} });
const MUTATION = event(3, 20, { source: 0 });
const CLICK = event(3, 30, { source: 2 });
const RESIZE = event(3, 40, { source: 4, width: 400, height: 300 });

it('reads sizes, addresses and activity', () => {
  expect(readFacts([META, SNAPSHOT, MUTATION, CLICK, RESIZE])).toEqual({
    viewports: [
      { time: 10, width: 800, height: 600 },
      { time: 40, width: 400, height: 300 },
    ],
    addresses: [{ time: 10, url: 'https://shop.test/' }],
    activity: [30, 40],
  });
});

it('believes no size that is none', () => {
  expect(readFacts([event(4, 1, { href: 5, width: -1, height: 'a' })])).toEqual({
    viewports: [],
    addresses: [],
    activity: [],
  });
});

it('begins with the snapshot and its size, whatever came before', () => {
  expect(fromCheckpoint([CLICK, MUTATION, META, SNAPSHOT, CLICK])).toEqual([META, SNAPSHOT, CLICK]);
  expect(fromCheckpoint([MUTATION, SNAPSHOT])).toEqual([SNAPSHOT]);
  expect(fromCheckpoint([MUTATION])).toEqual([]);
  expect(snapshotTime([META, SNAPSHOT])).toBe(14);
});
