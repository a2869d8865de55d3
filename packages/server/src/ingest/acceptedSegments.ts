import type { SegmentHeader } from '@throughline/format';
import { INGEST_LIMITS } from '../limits.ts';

type SegmentKey = Pick<SegmentHeader, 'session' | 'tab' | 'seq'>;

/**
 * The segments accepted lately, so that one sent again because its answer was lost is acknowledged and not stored
 * twice. Bounded: the oldest are forgotten first (a retry that late merges by the table's key).
 */
export class AcceptedSegments {
  readonly #keys = new Map<string, Promise<void>>();

  /** Remembers what an earlier process accepted. */
  remember(project: string, segment: SegmentKey): void {
    this.#add(keyOf(project, segment), Promise.resolve());
  }

  /**
   * Stores the segment by `store` unless it was stored already; a second request while the first is under way waits
   * for the same outcome. One that failed may be tried again.
   */
  once(project: string, segment: SegmentKey, store: () => Promise<void>): Promise<void> {
    const key = keyOf(project, segment);
    const known = this.#keys.get(key);
    if (known) return known;
    const stored = store();
    this.#add(key, stored);
    stored.catch(() => this.#keys.delete(key));
    return stored;
  }

  #add(key: string, stored: Promise<void>): void {
    this.#keys.set(key, stored);
    if (this.#keys.size <= INGEST_LIMITS.rememberedSegments) return;
    const [oldest] = this.#keys.keys();
    if (oldest !== undefined) this.#keys.delete(oldest);
  }
}

function keyOf(project: string, { session, tab, seq }: SegmentKey): string {
  return `${project} ${session} ${tab} ${seq}`;
}
