import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type BodyIdentity, segmentName } from '../spool/bodyIdentity.ts';
import { ErasedSessions } from './erasedSessions.ts';
import { keepErasedOut } from './keepErasedOut.ts';

const [gone, kept] = [randomUUID(), randomUUID()];
const segment = (session: string, project = 'default'): BodyIdentity => ({
  project,
  kind: 'segments',
  name: segmentName({ session, tab: randomUUID(), seq: 0 }),
});
const erased = new ErasedSessions();
erased.add('default', gone);

const bodies: BodyIdentity[] = [
  segment(gone),
  segment(kept),
  segment(gone, 'other'),
  { project: 'default', kind: 'traces', name: gone },
];

it('refuses segments of erased sessions, of their project only', async () => {
  const claim = keepErasedOut(erased, undefined);
  expect(await claim?.('file', bodies)).toEqual([false, true, true, true]);
});

it('asks for the others whether another file has claimed them', async () => {
  const asked: BodyIdentity[] = [];
  const claim = keepErasedOut(erased, async (_file, some) => {
    asked.push(...some);
    return some.map(({ name }) => !name.startsWith(kept));
  });
  expect(await claim?.('file', bodies)).toEqual([false, false, true, true]);
  expect(asked).toEqual(bodies.slice(1));
});

it('costs nothing while nothing is erased', () => {
  expect(keepErasedOut(new ErasedSessions(), undefined)).toBeUndefined();
});
