import { expect, it } from 'vitest';
import { atLeast, panned, zoomed } from './axis.ts';

const BOUNDS = { from: 0, to: 1000 };

it('zooms around a time that stays where it is', () => {
  expect(zoomed({ from: 0, to: 400 }, 0.5, 100, BOUNDS)).toEqual({ from: 50, to: 250 });
  expect(zoomed({ from: 50, to: 250 }, 2, 100, BOUNDS)).toEqual({ from: 0, to: 400 });
});

it('shows no more than the whole with a margin, and never nothing', () => {
  expect(zoomed({ from: 0, to: 1000 }, 10, 500, BOUNDS)).toEqual({ from: -50, to: 1050 });
  const shortest = zoomed({ from: 0, to: 1 }, 1e-9, 0.5, BOUNDS);
  expect(shortest.to).toBeGreaterThan(shortest.from);
  expect(zoomed({ from: 5, to: 5 }, 0.5, 5, { from: 5, to: 5 }).to).toBeGreaterThan(5);
});

it('pans as far as there is anything', () => {
  expect(panned({ from: 100, to: 200 }, 0.5, BOUNDS)).toEqual({ from: 150, to: 250 });
  expect(panned({ from: 900, to: 1000 }, 5, BOUNDS)).toEqual({ from: 950, to: 1050 });
  expect(panned({ from: 0, to: 100 }, -5, BOUNDS)).toEqual({ from: -50, to: 50 });
});

it('gives what happened at once a length', () => {
  expect(atLeast({ from: 1, to: 2 })).toEqual({ from: 1, to: 2 });
  const { from, to } = atLeast({ from: 1, to: 1 });
  expect(to).toBeGreaterThan(from);
});
