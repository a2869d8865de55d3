import { CONFIG_LIMITS } from '../limits.ts';

const HOUR_MS = 60 * 60_000;

/**
 * Sessions of the hour that were promised to be kept whatever the rate: the first so many of each project. Held in memory:
 * each server of several, and each after a restart, promises its own.
 */
export class Promises {
  readonly #now: () => number;
  #hour = 0;
  #total = 0;
  #sessions = new Map<string, Set<string>>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Whether the session is among the first `most` of its project in this hour; it counts from now on. */
  isPromised(project: string, session: string, most: number): boolean {
    const hour = Math.floor(this.#now() / HOUR_MS);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#total = 0;
      this.#sessions = new Map();
    }
    let sessions = this.#sessions.get(project);
    if (!sessions) {
      sessions = new Set();
      this.#sessions.set(project, sessions);
    }
    if (sessions.has(session)) return true;
    if (sessions.size >= most || this.#total >= CONFIG_LIMITS.promised) return false;
    sessions.add(session);
    this.#total += 1;
    return true;
  }
}
