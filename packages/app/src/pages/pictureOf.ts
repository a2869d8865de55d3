import type { QueryClient } from '@tanstack/react-query';
import type { SessionDetail } from '@throughline/format';
import { distinctItems } from '../load/distinctItems.ts';
import { segmentList, timelinePages } from '../load/session.ts';
import type { TakePicture } from '../tickets/TicketPicture.tsx';

/** Takes a picture of a session's page at `at`, Unix milliseconds; of `tab` if one was chosen. What that takes is loaded by then. */
export function pictureOf(
  client: QueryClient,
  session: SessionDetail,
  at: number,
  tab?: string,
): TakePicture {
  return async (signal) => {
    const [{ takePicture }, { segments }, { pages }] = await Promise.all([
      import('../stage/picture/takePicture.ts'),
      client.ensureQueryData(segmentList(session.id)),
      client.ensureInfiniteQueryData(timelinePages(session.id)),
    ]);
    const items = distinctItems(pages.flatMap((page) => page.items));
    return takePicture({ session, segments, items, at, tab }, signal);
  };
}
