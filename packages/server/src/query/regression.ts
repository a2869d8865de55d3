import type { Regression } from '@throughline/format';

/**
 * When a resolved issue has regressed: it was seen after its resolution, and, if it was resolved in a release, in that release or
 * in a newer one. Which of two releases of a service is newer is told by when each was first seen. Of a release that has not been
 * seen by the time of the resolution, every release that first appears after it counts as that one or a newer one.
 */

/** That an issue was resolved. */
export interface Resolution {
  fingerprint: string;
  /** Unix milliseconds. */
  resolvedAt: number;
  /** Empty: at once, in all releases. */
  release: string;
}

/** That an issue was seen in a release of a service after its resolution: when first. */
export interface Sighting extends Regression {
  fingerprint: string;
}

/** When a release of a service was first seen, Unix milliseconds. */
export interface ReleaseBegin {
  service: string;
  release: string;
  firstSeen: number;
}

/** The issues that have regressed, by fingerprint: the first sighting that counts. */
export function regressions(
  resolutions: readonly Resolution[],
  sightings: readonly Sighting[],
  releases: readonly ReleaseBegin[],
): Map<string, Regression> {
  const resolutionOf = new Map(resolutions.map((resolution) => [resolution.fingerprint, resolution]));
  const begins = new Map(releases.map((begin) => [key(begin.service, begin.release), begin.firstSeen]));
  const found = new Map<string, Regression>();
  for (const { fingerprint, at, release, service } of sightings.toSorted((a, b) => a.at - b.at)) {
    const resolution = resolutionOf.get(fingerprint);
    if (!resolution || found.has(fingerprint) || at <= resolution.resolvedAt) continue;
    if (isCovered(resolution, service, release, begins)) found.set(fingerprint, { at, release, service });
  }
  return found;
}

/** Whether the resolution says that the issue is gone from this release. */
function isCovered(
  resolution: Resolution,
  service: string,
  release: string,
  begins: ReadonlyMap<string, number>,
): boolean {
  if (resolution.release === '' || resolution.release === release) return true;
  const begin = begins.get(key(service, release));
  // A record that names no release may come from an old one.
  if (release === '' || begin === undefined) return false;
  return begin > (begins.get(key(service, resolution.release)) ?? resolution.resolvedAt);
}

const key = (service: string, release: string) => `${service}\n${release}`;
