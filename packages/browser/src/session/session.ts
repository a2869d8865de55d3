import { isSessionId } from '@throughline/format';
import { randomId } from '../randomId.ts';
import type { StoredText } from './storage.ts';

export interface SessionLimits {
  /** Without anything done by the person for this long the visit is over. */
  idleMs: number;
  /** No visit is longer, so that a session stays something one can look at. */
  longestMs: number;
}
/** 30 minutes is what analytics tools commonly take. */
export const SESSION_LIMITS: SessionLimits = { idleMs: 30 * 60 * 1000, longestMs: 24 * 60 * 60 * 1000 };
/** Activity is written down at most this often: it is asked at every key stroke, and the idle time is a rough measure. */
const WRITE_EVERY_MS = 1000;

interface Visit {
  id: string;
  startedAt: number;
  activeAt: number;
}

export interface Session {
  id(): string;
  /** False once the visit is over. The person's next action begins a new one. */
  isLive(): boolean;
  /** To be called when the person does something. True if the session is another one than before. */
  touch(): boolean;
}

/**
 * The session of this browser, shared by its tabs and reloads through `stored`: continues the one found there if it is
 * live, else begins one, of which `begun` is told. Tabs agree by what is stored: whichever began last is adopted by the
 * others at their next `touch`. A page load counts as something done by the person.
 */
export function createSession(
  stored: StoredText,
  begun: () => void = () => {},
  now: () => number = Date.now,
  { idleMs, longestMs }: SessionLimits = SESSION_LIMITS,
): Session {
  const isLive = (visit: Visit) => now() - visit.activeAt < idleMs && now() - visit.startedAt < longestMs;
  const store = (visit: Visit) => stored.write(JSON.stringify(visit));
  const storedLive = () => {
    const visit = parseVisit(stored.read());
    return visit && isLive(visit) ? visit : undefined;
  };
  const begin = (): Visit => {
    begun();
    return { id: randomId(), startedAt: now(), activeAt: now() };
  };

  let visit: Visit = { ...(storedLive() ?? begin()), activeAt: now() };
  let writtenAt = now();
  store(visit);

  return {
    id: () => visit.id,
    isLive() {
      if (isLive(visit)) return true;
      // Another tab may have kept the visit alive.
      const other = storedLive();
      if (other?.id === visit.id) visit = other;
      return isLive(visit);
    },
    touch() {
      if (isLive(visit) && Math.abs(now() - writtenAt) < WRITE_EVERY_MS) return false;
      const before = visit.id;
      // An application that clears the storage (many do on logout) does not end the visit.
      visit = storedLive() ?? (isLive(visit) ? visit : begin());
      visit = { ...visit, activeAt: now() };
      writtenAt = now();
      store(visit);
      return visit.id !== before;
    },
  };
}

function parseVisit(text: string | null): Visit | undefined {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<Visit> | null;
    const { id, startedAt, activeAt } = value ?? {};
    if (!isSessionId(id) || !Number.isFinite(startedAt) || !Number.isFinite(activeAt)) return undefined;
    return { id, startedAt: Number(startedAt), activeAt: Number(activeAt) };
  } catch {
    return undefined;
  }
}
