import { randomId } from '../../randomId.ts';
import { safely } from '../../safely.ts';
import type { Outcome } from '../post.ts';
import type { QueuedSegment } from '../queue.ts';
import { type KeptSegment, OUTBOX_LIMITS, type Outbox } from './outbox.ts';

/** One page at a time delivers what others have left. */
const LOCK = 'throughline.outbox';

/** What the transport tells of its segments, so that they outlive the page. */
export interface Keeping {
  /** An attempt has failed: the page may be gone before the next. */
  failed(segment: QueuedSegment): void;
  /** The server has it, or will never take it. */
  settled(segment: QueuedSegment): void;
  /** The server takes segments: what other pages have left can go. Resolves when it has gone, or cannot. */
  reachable(): Promise<void>;
}

/**
 * Keeps in `outbox` what this page could not deliver to `url`, and delivers by `deliver` what pages before it left there.
 * What a page that still lives has left may be sent twice; the server tells a segment by its number.
 */
export function createKeeping(
  outbox: Outbox,
  url: string,
  deliver: (segment: KeptSegment) => Promise<Outcome>,
  locks: Pick<LockManager, 'request'> | undefined = navigator.locks,
): Keeping {
  const page = randomId();
  const kept = new Set<string>();
  let delivered = false;

  async function deliverLeft(): Promise<void> {
    for (const segment of await outbox.all()) {
      if (segment.url !== url || segment.page === page) continue;
      if (Date.now() - segment.at < OUTBOX_LIMITS.ageMs && (await deliver(segment)).kind === 'later') return;
      await outbox.remove(segment.id);
    }
  }

  return {
    failed({ header, packed }) {
      // Until the server is back, others' segments would fail likewise.
      delivered = false;
      const id = idOf(header);
      if (!packed || kept.has(id)) return;
      kept.add(id);
      outbox
        .put({ id, url, page, at: Date.now(), header, packed })
        .catch(() => safely(() => kept.delete(id)));
    },
    settled({ header }) {
      const id = idOf(header);
      if (kept.delete(id)) outbox.remove(id).catch(() => {});
    },
    async reachable() {
      if (delivered) return;
      delivered = true;
      try {
        if (!locks) await deliverLeft();
        else await locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? deliverLeft() : undefined));
      } catch {
        // The browser forbids it; then nothing was left either.
      }
    },
  };
}

function idOf({ session, tab, seq }: KeptSegment['header']): string {
  return `${session}/${tab}/${seq}`;
}
