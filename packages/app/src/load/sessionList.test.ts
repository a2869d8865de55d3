import type { SessionSummary } from '@throughline/format';
import { expect, it } from 'vitest';
import { mergeSessions } from './sessionList.ts';

function session(id: string, from: number, clicks = 0): SessionSummary {
  const counts = {
    clicks,
    navigations: 0,
    requests: 0,
    failedRequests: 0,
    errors: 0,
    spans: 0,
    logs: 0,
    segments: 0,
  };
  return { id, from, to: from, user: null, entryUrl: '', userAgent: '', counts, services: [] };
}

it('puts new sessions first, updates known ones in place and doubles none', () => {
  const pages = [session('b', 20), session('a', 10)];
  const merged = mergeSessions(pages, [session('c', 30), session('b', 20, 7)]);
  expect(merged.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  expect(merged[1]?.counts.clicks).toBe(7);
});

it('orders sessions that began in one millisecond the same every time', () => {
  expect(mergeSessions([session('y', 5), session('x', 5)], []).map(({ id }) => id)).toEqual(['x', 'y']);
});
