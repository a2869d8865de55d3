import { expect, it } from 'vitest';
import { SessionBounds } from './sessionBounds.ts';

const bounds = () => new SessionBounds({ segments: 3, bytes: 100, sessions: 2 });
const refusal = expect.objectContaining({ status: 403, retryAfterSeconds: undefined });

it('ends a session that has sent so many segments', () => {
  const sessions = bounds();
  for (let segment = 0; segment < 3; segment++) {
    sessions.check('shop', 'a');
    sessions.add('shop', 'a', { segments: 1, bytes: 1 });
  }
  expect(() => sessions.check('shop', 'a')).toThrow(refusal);
  sessions.check('shop', 'b');
  sessions.check('other', 'a');
});

it('ends a session that has sent so many bytes', () => {
  const sessions = bounds();
  sessions.add('shop', 'a', { segments: 1, bytes: 100 });
  expect(() => sessions.check('shop', 'a')).toThrow(refusal);
});

it('counts so many sessions, and forgets the one that was quiet for longest', () => {
  const sessions = bounds();
  for (const session of ['a', 'b', 'a', 'c']) sessions.add('shop', session, { segments: 3, bytes: 1 });
  sessions.check('shop', 'b');
  for (const session of ['a', 'c']) expect(() => sessions.check('shop', session)).toThrow(refusal);
});
