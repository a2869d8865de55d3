import { queryOptions } from '@tanstack/react-query';
import { type Incident, type IncidentScope, PATHS } from '@throughline/format';
import { shownProject } from './project.ts';
import { requestJson } from './request.ts';

/** How often the list is asked for, milliseconds: sessions join an incident while it lasts. */
const REFRESH_EVERY_MS = 4_000;

/** What one says to begin an incident; empty strings limit and say nothing. */
export interface IncidentStart {
  minutes: number;
  scope: IncidentScope;
  ticket: string;
  reason: string;
  startedBy: string;
}

/** The latest incidents, newest first. */
export function incidentList() {
  return queryOptions({
    queryKey: ['incidents'],
    queryFn: async ({ signal }) => {
      const answer = await requestJson<{ incidents: Incident[] }>(
        'GET',
        PATHS.incidentMode,
        undefined,
        signal,
      );
      return answer?.incidents ?? [];
    },
    refetchInterval: REFRESH_EVERY_MS,
  });
}

/** Begins incident mode. Throws `RequestError`, with the server's reason. */
export async function startIncident({ minutes, scope, ...said }: IncidentStart): Promise<void> {
  const limits = Object.fromEntries(Object.entries(scope).filter(([, pattern]) => pattern !== ''));
  await requestJson('POST', `${PATHS.incidentMode}?minutes=${minutes}`, {
    ...said,
    project: shownProject(),
    scope: limits,
  });
}

/** Ends an incident before its time. Throws `RequestError`. */
export async function endIncident(id: string): Promise<void> {
  await requestJson('DELETE', `${PATHS.incidentMode}/${encodeURIComponent(id)}`);
}
