import { expect, it } from 'vitest';
import { describeFigures, formatCalls, formatErrors, formatShare } from './figures.ts';

it('counts what a session has, and tells the rate and the share of a time range', () => {
  const figures = { calls: 120, errors: 3, p50: 4, p95: 80 };
  expect([formatCalls(120), formatErrors(figures)]).toEqual(['120 ×', '3 failed']);
  expect([formatCalls(120, 60), formatErrors(figures, 60)]).toEqual(['2/min', '2.5% failed']);
  expect(describeFigures(figures, 60)).toBe('120 calls, 2/min, 3 failed (2.5%), median 4 ms, p95 80 ms');
  expect(describeFigures({ ...figures, errors: 0 })).toBe('120 calls, 0 failed, median 4 ms, p95 80 ms');
});

it('never says none of what there is', () => {
  expect(formatCalls(4, 60)).toBe('4/h');
  expect(formatCalls(1, 7 * 24 * 60)).toBe('<0.1/h');
  expect(formatShare(0.0001)).toBe('<0.1%');
  expect(formatErrors({ calls: 9, errors: 0 }, 60)).toBe('');
});
