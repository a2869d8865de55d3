import { expect, it } from 'vitest';
import { rulerTicks } from './ruler.ts';

it('labels round times, few enough to read', () => {
  expect(rulerTicks(0, 1234, 5)).toEqual({ times: [0, 500, 1000], step: 500 });
  expect(rulerTicks(0, 0.9, 5).times).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8]);
  expect(rulerTicks(0, 10_000, 5).times).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
  expect(rulerTicks(0, 0, 5).times).toEqual([0]);
});

it('labels the same times wherever the axis begins', () => {
  expect(rulerTicks(1130, 2130, 5).times).toEqual([1200, 1400, 1600, 1800, 2000]);
  expect(rulerTicks(-130, 870, 5).times).toEqual([-0, 200, 400, 600, 800]);
});
