import type { SegmentSummary } from '@throughline/format';
import { expect, it } from 'vitest';
import { checkpointBefore, lastBegun, segmentsOfTab } from './replayWindow.ts';

function segment(seq: number, from: number, checkpoint = false, tab = 'a', events = 10): SegmentSummary {
  return { tab, seq, from, to: from + 900, checkpoint, events, bytes: 100 };
}

const SEGMENTS = [segment(0, 0, true), segment(1, 1000), segment(2, 2000, true), segment(3, 3000)];

it('begins at the nearest checkpoint at or before the moment', () => {
  expect([0, 999, 1500, 2000, 9000].map((at) => checkpointBefore(SEGMENTS, at))).toEqual([0, 0, 0, 2, 2]);
});

it('begins at the first checkpoint for a moment before the recording, and nowhere without any', () => {
  expect(checkpointBefore([segment(0, 500), segment(1, 1000, true)], 600)).toBe(1);
  expect(checkpointBefore([segment(0, 0)], 600)).toBe(-1);
});

it('knows how far a moment reaches', () => {
  expect([-1, 0, 2500, 9000].map((at) => lastBegun(SEGMENTS, at))).toEqual([-1, 0, 2, 3]);
});

it("takes one tab's segments that hold something, by number", () => {
  const mixed = [segment(2, 2000), segment(0, 0), segment(0, 10, true, 'b'), segment(1, 1000, false, 'a', 0)];
  expect(segmentsOfTab(mixed, 'a').map(({ seq }) => seq)).toEqual([0, 2]);
});
