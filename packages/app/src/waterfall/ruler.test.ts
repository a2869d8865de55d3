import { expect, it } from 'vitest';
import { rulerTicks } from './ruler.ts';

it('labels round times, few enough to read', () => {
  expect(rulerTicks(1234, 5)).toEqual([0, 500, 1000]);
  expect(rulerTicks(0.9, 5)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8]);
  expect(rulerTicks(10_000, 5)).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
  expect(rulerTicks(0, 5)).toEqual([0]);
});
