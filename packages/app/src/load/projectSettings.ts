import { queryOptions } from '@tanstack/react-query';
import type { ProjectSettings, RetentionDays, RetentionList } from '@throughline/format';
import { getJson } from './request.ts';

/** What a project says of recording now; it may have said something else when a session was recorded. */
export function projectSettings() {
  return queryOptions({
    queryKey: ['settings'],
    queryFn: ({ signal }) => getJson<ProjectSettings>('/settings', {}, signal),
  });
}

/** The fewest days that any project keeps spans: a session does not say which project is its own. */
export function spanRetention() {
  return queryOptions({
    queryKey: ['retention'],
    queryFn: async ({ signal }) => {
      const { retention } = await getJson<RetentionList>('/retention', {}, signal);
      const days = retention.map((project): RetentionDays['spans'] => project.days.spans);
      return days.length > 0 ? Math.min(...days) : null;
    },
  });
}
