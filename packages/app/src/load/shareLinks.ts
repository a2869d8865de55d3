import { queryOptions } from '@tanstack/react-query';
import { PATHS, type SharedView, type ShareLink } from '@throughline/format';
import { getJson, requestJson } from './request.ts';

/** What the link shows that opened this page. */
export function sharedView() {
  return queryOptions({
    queryKey: ['share'],
    queryFn: ({ signal }) => getJson<SharedView>('/share', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** Links of a session that work, newest first. */
export function shareLinks(session: string) {
  return queryOptions({
    queryKey: ['share-links', session],
    queryFn: async ({ signal }) =>
      (await getJson<{ links: ShareLink[] }>('/share-links', { session }, signal)).links,
  });
}

export interface NewShare {
  session: string;
  /** Unix milliseconds; absent: all of the session. */
  from?: number;
  to?: number;
  at: number;
  payloads: boolean;
  days: number;
}

/** Answers the address to pass on; it is told this once. Throws `RequestError`, with the server's reason. */
export async function shareSession(given: NewShare): Promise<string> {
  const made = await requestJson<{ secret: string }>('POST', `${PATHS.api}/share-links`, given);
  // In the fragment: no server's log gets to see it, nor the robot that draws a preview.
  return `${window.location.origin}/share#${made?.secret ?? ''}`;
}

/** Throws `RequestError`. */
export async function revokeShareLink(id: string): Promise<void> {
  await requestJson('DELETE', `${PATHS.api}/share-links/${encodeURIComponent(id)}`);
}
