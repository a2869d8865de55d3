import type { SegmentSummary } from '@throughline/format';
import { expect, it } from 'vitest';
import { cacheSegments } from './segmentCache.ts';

const segment = (seq: number): SegmentSummary => ({
  tab: 'a',
  seq,
  from: 0,
  to: 1,
  checkpoint: true,
  events: 1,
  bytes: 1,
});

it('fetches a segment once, and again only after others have pushed it out', async () => {
  const fetched: number[] = [];
  const load = cacheSegments(async ({ seq }) => {
    fetched.push(seq);
    return 'x'.repeat(40);
  }, 100);
  const { signal } = new AbortController();
  await load(segment(1), signal);
  await load(segment(2), signal);
  await load(segment(1), signal);
  expect(fetched).toEqual([1, 2]);
  await load(segment(3), signal); // pushes out 2, the one unused longest
  await load(segment(1), signal);
  await load(segment(2), signal);
  expect(fetched).toEqual([1, 2, 3, 2]);
});
