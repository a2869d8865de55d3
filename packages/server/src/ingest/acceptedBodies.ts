import { type BodyIdentity, identityKey } from '../spool/bodyIdentity.ts';

/** How many bodies are remembered, and for how long. */
export interface Window {
  bodies: number;
  milliseconds: number;
}

/**
 * The bodies accepted lately, so that one sent again because its answer was lost is acknowledged and not stored twice.
 * Bounded by number and by time: the oldest are forgotten first.
 */
export class AcceptedBodies {
  readonly #window: Window;
  readonly #now: () => number;
  /** When each was accepted, or that it is being stored; the oldest first. */
  readonly #known = new Map<string, number | Promise<void>>();

  /** `now` answers Unix milliseconds. */
  constructor(window: Window, now: () => number = Date.now) {
    this.#window = window;
    this.#now = now;
  }

  /** Remembers what an earlier process accepted. */
  remember(identity: BodyIdentity): void {
    this.#set(identityKey(identity), this.#now());
  }

  /**
   * Stores the body by `store` unless it was stored already; a second request while the first is under way waits for the
   * same outcome. One that failed may be tried again. Answers whether it was stored now.
   */
  async once(identity: BodyIdentity, store: () => Promise<void>): Promise<boolean> {
    const key = identityKey(identity);
    this.#forgetOld();
    const known = this.#known.get(key);
    if (known !== undefined) {
      await known;
      return false;
    }
    const storing = store();
    this.#set(key, storing);
    try {
      await storing;
    } catch (error) {
      this.#known.delete(key);
      throw error;
    }
    this.#set(key, this.#now());
    return true;
  }

  #set(key: string, value: number | Promise<void>): void {
    // Set anew, it stands behind all others.
    this.#known.delete(key);
    this.#known.set(key, value);
    if (this.#known.size > this.#window.bodies) this.#forgetOldest();
  }

  #forgetOld(): void {
    const oldest = this.#now() - this.#window.milliseconds;
    for (const [key, accepted] of this.#known) {
      if (typeof accepted !== 'number' || accepted >= oldest) return;
      this.#known.delete(key);
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
