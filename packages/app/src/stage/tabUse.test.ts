import type { SegmentSummary, TabSummary } from '@throughline/format';
import { expect, it } from 'vitest';
import { tabAt, tabUse } from './tabUse.ts';

const tab = (id: string, clockOffset = 0): TabSummary => ({ id, from: 0, to: 0, segments: 1, clockOffset });
const segment = (tab: string, from: number): SegmentSummary => ({
  tab,
  seq: 0,
  from,
  to: from + 10,
  checkpoint: true,
  events: 1,
  bytes: 1,
});

it('follows the person from tab to tab and back', () => {
  const items = [
    { tabId: 'a', time: 150 },
    { tabId: 'b', time: 250 },
    { tabId: 'b', time: 280 },
    { tabId: 'a', time: 300 },
    { time: 400 },
  ];
  const use = tabUse([tab('a'), tab('b')], [segment('a', 100), segment('b', 200)], items);
  expect([0, 120, 200, 260, 300, 500].map((at) => tabAt(use, at))).toEqual(['a', 'a', 'b', 'b', 'a', 'a']);
  expect(use.times).toEqual([100, 200, 300]);
});

it("puts a tab's recording on the session's clock", () => {
  const use = tabUse([tab('a'), tab('b', 1000)], [segment('a', 100), segment('b', 200)], []);
  expect([300, 1300].map((at) => tabAt(use, at))).toEqual(['a', 'b']);
});

it('knows no tab that was not recorded', () => {
  expect(tabAt(tabUse([], [], [{ tabId: 'a', time: 1 }]), 5)).toBeUndefined();
});
