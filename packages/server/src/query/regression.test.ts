import { expect, it } from 'vitest';
import { type Resolution, regressions } from './regression.ts';

const [fingerprint, service] = ['ab', 'shop'];
const RELEASES = [
  { service, release: '1.0', firstSeen: 10 },
  { service, release: '1.1', firstSeen: 20 },
  { service, release: '1.2', firstSeen: 60 },
  // The same name of another service's, long ago.
  { service: 'mail', release: '1.2', firstSeen: 1 },
];
const resolved = (release: string): Resolution => ({ fingerprint, resolvedAt: 50, release });
const seen = (release: string, at: number) => ({ fingerprint, service, release, at });
const regressed = (release: string, ...sightings: ReturnType<typeof seen>[]) =>
  regressions([resolved(release)], sightings, RELEASES).get(fingerprint);

it('an issue that was resolved at once regresses when it is seen again, in whatever release', () => {
  expect(regressed('', seen('1.0', 55), seen('1.2', 70))).toEqual({ at: 55, release: '1.0', service });
  expect(regressed('', seen('', 55))).toEqual({ at: 55, release: '', service });
});

it('nothing before the resolution counts', () => {
  expect(regressed('', seen('1.1', 50))).toBeUndefined();
});

it('one that was resolved in a release may be seen in older ones', () => {
  expect(regressed('1.1', seen('1.0', 55))).toBeUndefined();
  expect(regressed('1.1', seen('', 55))).toBeUndefined();
  expect(regressed('1.1', seen('1.0', 55), seen('1.1', 90), seen('1.2', 70))).toMatchObject({
    at: 70,
    release: '1.2',
  });
  expect(regressed('1.1', seen('1.1', 56))).toMatchObject({ release: '1.1' });
});

it('a release that was not seen by then is newer than all that were', () => {
  expect(regressed('next', seen('1.1', 55))).toBeUndefined();
  expect(regressed('next', seen('1.2', 65))).toMatchObject({ release: '1.2' });
});

it('what is newer is told for each service by itself', () => {
  expect(regressed('1.1', { ...seen('1.2', 70), service: 'mail' })).toBeUndefined();
});

it('what nobody resolved does not regress', () => {
  expect(regressions([], [seen('1.2', 70)], RELEASES).size).toBe(0);
});
