import { expect, it } from 'vitest';
import { Promises } from './promises.ts';

const HOUR_MS = 60 * 60_000;

it('keeps the first sessions of each hour and project, and stands by it', () => {
  let now = 5 * HOUR_MS;
  const promises = new Promises(() => now);
  const asked = (project: string, ...sessions: string[]) =>
    sessions.map((session) => promises.isPromised(project, session, 2));
  expect(asked('shop', 'a', 'b', 'c', 'a')).toEqual([true, true, false, true]);
  expect(asked('blog', 'c')).toEqual([true]);
  now += HOUR_MS;
  expect(asked('shop', 'c', 'd', 'e')).toEqual([true, true, false]);
});

it('promises none where the floor is none', () => {
  expect(new Promises().isPromised('shop', 'a', 0)).toBe(false);
});
