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
const run = (...seqs: number[]) => seqs.map(segment);
const { signal } = new AbortController();

it('fetches a segment once, and again only after others have pushed it out', async () => {
  const fetched: number[][] = [];
  const load = cacheSegments(async (segments) => {
    fetched.push(segments.map(({ seq }) => seq));
    return segments.map(({ seq }) => String(seq).repeat(40));
  }, 100);
  await load(run(1), signal);
  await load(run(2), signal);
  await load(run(1), signal);
  expect(fetched).toEqual([[1], [2]]);
  await load(run(3), signal); // pushes out 2, the one unused longest
  await load(run(1), signal);
  await load(run(2), signal);
  expect(fetched).toEqual([[1], [2], [3], [2]]);
});

it('fetches those that it lacks at once, and gives all in order', async () => {
  const fetched: number[][] = [];
  const load = cacheSegments(async (segments) => {
    fetched.push(segments.map(({ seq }) => seq));
    return segments.map(({ seq }) => `[${seq}]`);
  });
  await load(run(2), signal);
  expect(await load(run(1, 2, 3), signal)).toEqual(['[1]', '[2]', '[3]']);
  expect(await load(run(3, 4), signal)).toEqual(['[3]', '[4]']);
  expect(fetched).toEqual([[2], [1, 3], [4]]);
});
