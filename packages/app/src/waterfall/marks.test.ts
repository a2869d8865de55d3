import { expect, it } from 'vitest';
import { stretchPath, tickPath } from './marks.ts';

it('draws stretches and moments of a bar as parts of it', () => {
  const stretches = [
    { from: 100, to: 110 },
    { from: 140, to: 150 },
  ];
  expect(stretchPath(stretches, 100, 50, 1)).toBe('M0 1H0.2M0.8 1H1');
  expect(tickPath([100, 125, 160], 100, 50)).toBe('M0 0V1M0.5 0V1M1.2 0V1');
  expect(tickPath([], 0, 0)).toBe('');
});

it('draws no more than can be seen', () => {
  const times = Array.from({ length: 50_000 }, (_, index) => index);
  expect(tickPath(times, 0, 50_000).split('M').length).toBeLessThanOrEqual(2_001);
});
