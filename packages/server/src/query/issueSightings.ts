import type { Reader } from '../store/reader.ts';
import { amongFingerprints, FINGERPRINT_HEX } from './issueSql.ts';
import { type ReleaseBegin, type Resolution, regressions, type Sighting } from './regression.ts';
import { releaseBegins } from './releaseBegins.ts';
import { milliseconds, nanoseconds } from './time.ts';

const NEVER = '18446744073709551615';

const SIGHTINGS_SQL = `
  SELECT ${FINGERPRINT_HEX} AS id, toString(service) AS its_service, toString(release) AS its_release,
    toUInt64(transform(id, {resolved:Array(String)}, {times:Array(String)}, '${NEVER}')) AS since,
    toString(min(if(issue_minutes.first > since, issue_minutes.first, issue_minutes.last))) AS at
  FROM issue_minutes
  WHERE project = {project:String} AND ${amongFingerprints('resolved')} AND issue_minutes.last > since
  GROUP BY fingerprint, id, since, service, release`;

/** Which of the resolved issues have regressed, by fingerprint, and where first. */
export async function readRegressions(
  reader: Reader,
  project: string,
  resolutions: readonly Resolution[],
): Promise<ReturnType<typeof regressions>> {
  if (resolutions.length === 0) return new Map();
  const rows = await reader.query<{ id: string; its_service: string; its_release: string; at: string }>(
    SIGHTINGS_SQL,
    {
      project,
      resolved: resolutions.map(({ fingerprint }) => fingerprint),
      times: resolutions.map(({ resolvedAt }) => nanoseconds(resolvedAt)),
    },
  );
  const sightings = rows.map(
    ({ id, its_service, its_release, at }): Sighting => ({
      fingerprint: id,
      service: its_service,
      release: its_release,
      at: milliseconds(at),
    }),
  );
  const isAsked = sightings.length > 0 && resolutions.some(({ release }) => release !== '');
  const releases: ReleaseBegin[] = isAsked ? await releaseBegins(reader, project) : [];
  return regressions(resolutions, sightings, releases);
}
