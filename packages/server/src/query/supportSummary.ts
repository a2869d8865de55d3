import type { SessionDetail, SupportSummary } from '@throughline/format';
import { supportSummary } from '@throughline/model';
import { SUPPORT_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { readSessionEvents } from './sessionEvents.ts';
import { readSessionRequests } from './sessionRequests.ts';
import { findSession } from './sessions.ts';

/** A session and what is to be said of it to whom it is about; `undefined` if the project has none of that id. */
export async function readSupportSummary(
  reader: Reader,
  project: string,
  id: string,
): Promise<{ session: SessionDetail; summary: SupportSummary } | undefined> {
  const session = await findSession(reader, project, id);
  if (!session) return undefined;
  const filter = { project, session: id };
  const [events, requests] = await Promise.all([
    readSessionEvents(reader, { ...filter, limit: SUPPORT_LIMITS.events }),
    readSessionRequests(reader, { ...filter, limit: SUPPORT_LIMITS.requests, payloads: false }),
  ]);
  const summary = supportSummary({
    session,
    events: events.events,
    requests: requests.requests,
    isCut: events.nextCursor !== undefined || requests.nextCursor !== undefined,
  });
  return { session, summary };
}
