import type { SessionSummary } from '@throughline/format';

/** Characters of a session's id that tell it from its neighbours. */
const SHORT_ID = 8;

/** What the person of a session is called: by name, e-mail or id; without any, by the session. */
export function userName({ id, user }: Pick<SessionSummary, 'id' | 'user'>): string {
  return user?.name || user?.email || user?.id || `Anonymous ${id.slice(0, SHORT_ID)}`;
}
