import { expect, it } from 'vitest';
import { markersOf } from './markers.ts';

const item = (
  kind: 'click' | 'navigation' | 'span',
  time: number,
  severity: 'normal' | 'error' = 'normal',
) => ({
  kind,
  time,
  severity,
});

it('marks errors, navigations and clicks where they are, errors on top', () => {
  const items = [
    item('span', 1500, 'error'),
    item('click', 1000),
    item('navigation', 2000),
    item('span', 1200),
  ];
  expect(markersOf(items, 1000, 2000)).toEqual([
    { kind: 'click', position: 0 },
    { kind: 'navigation', position: 1 },
    { kind: 'error', position: 0.5 },
  ]);
});

it('stays drawable however much happens, and leaves out what lies beyond the session', () => {
  const many = Array.from({ length: 50_000 }, (_, index) => item('click', index));
  expect(markersOf(many, 0, 50_000).length).toBeLessThanOrEqual(501);
  expect(markersOf([item('click', -900), item('click', 9_000)], 0, 100)).toEqual([]);
});
