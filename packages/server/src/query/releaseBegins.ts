import { ISSUE_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import type { ReleaseBegin } from './regression.ts';
import { milliseconds } from './time.ts';

/** When each release of the project was first seen, newest first; of these services, if any are named. */
export async function releaseBegins(
  reader: Reader,
  project: string,
  services: readonly string[] = [],
): Promise<ReleaseBegin[]> {
  const rows = await reader.query<{ its_service: string; its_release: string; began: string }>(
    `SELECT toString(service) AS its_service, toString(release) AS its_release, toString(min(release_hours.first)) AS began
    FROM release_hours WHERE project = {project:String} AND (empty({services:Array(String)}) OR has({services:Array(String)}, service))
    GROUP BY service, release ORDER BY min(release_hours.first) DESC LIMIT ${ISSUE_LIMITS.releasesAProject}`,
    { project, services },
  );
  return rows.map(({ its_service, its_release, began }) => ({
    service: its_service,
    release: its_release,
    firstSeen: milliseconds(began),
  }));
}
