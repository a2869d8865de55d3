import { beforeEach, expect, it, vi } from 'vitest';
import { AcceptedBodies } from './acceptedBodies.ts';

const body = (name: string) => ({ project: 'shop', kind: 'logs' as const, name });
let now = 0;
let accepted: AcceptedBodies;
const store = vi.fn(async () => undefined);

beforeEach(() => {
  now = 0;
  store.mockClear();
  accepted = new AcceptedBodies({ bodies: 2, milliseconds: 1000 }, () => now);
});

it('stores a body once, also when it comes twice at a time', async () => {
  const answers = await Promise.all([accepted.once(body('a'), store), accepted.once(body('a'), store)]);
  expect([...answers, await accepted.once(body('a'), store)]).toEqual([true, false, false]);
  expect(store).toHaveBeenCalledTimes(1);
});

it('stores the same bytes of another kind or project', async () => {
  await accepted.once(body('a'), store);
  expect(await accepted.once({ ...body('a'), kind: 'traces' }, store)).toBe(true);
  expect(await accepted.once({ ...body('a'), project: 'other' }, store)).toBe(true);
});

it('tries again what could not be stored, and tells both who waited for it', async () => {
  const fail = () => Promise.reject(new Error('disk'));
  const both = await Promise.allSettled([accepted.once(body('a'), fail), accepted.once(body('a'), store)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await accepted.once(body('a'), store)).toBe(true);
});

it('forgets by number', async () => {
  for (const name of ['a', 'b', 'c']) await accepted.once(body(name), store);
  expect(await accepted.once(body('c'), store)).toBe(false);
  expect(await accepted.once(body('a'), store)).toBe(true);
});

it('forgets by time', async () => {
  accepted.remember(body('a'));
  now = 1000;
  expect(await accepted.once(body('a'), store)).toBe(false);
  now = 1001;
  expect(await accepted.once(body('a'), store)).toBe(true);
});
