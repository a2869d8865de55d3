import { isSessionId, LIMITS } from '@throughline/format';
import { randomId } from '../randomId.ts';
import type { StoredText } from './storage.ts';

export interface SegmentNumber {
  tab: string;
  seq: number;
}

export interface Tab {
  /** The next number of this tab within `session`: gapless, and never given out twice. */
  next(session: string): SegmentNumber;
  /** Leaves the tab to the next page loaded in it. To be called when the page goes away. */
  release(): void;
}

/**
 * The browser tab within a session: it outlives reloads and navigation, as a person would expect, so its number goes
 * on where the page before left it.
 *
 * `stored` (sessionStorage) belongs to the browser tab but is copied when the person duplicates it, and two pages must
 * never give out the same number. So a page takes the entry out while it uses it and puts it back when it goes: a
 * duplicate finds nothing and is a new tab; so is the page after a crash.
 */
export function createTab(stored: StoredText): Tab {
  let claimed: { session: string; tab: string; seq: number } | undefined;

  function claim(session: string) {
    const left = parseClaim(stored.read());
    stored.remove();
    if (left?.session === session && left.seq < LIMITS.segmentSeq) return left;
    return { session, tab: randomId(), seq: 0 };
  }

  return {
    next(session) {
      if (claimed?.session !== session || claimed.seq > LIMITS.segmentSeq) claimed = claim(session);
      return { tab: claimed.tab, seq: claimed.seq++ };
    },
    release() {
      if (!claimed) return;
      stored.write(JSON.stringify(claimed));
      claimed = undefined;
    },
  };
}

function parseClaim(text: string | null) {
  try {
    const value = JSON.parse(text ?? 'null') as { session?: unknown; tab?: unknown; seq?: unknown } | null;
    const { session, tab, seq } = value ?? {};
    if (!isSessionId(session) || !isSessionId(tab) || !Number.isSafeInteger(seq)) return undefined;
    return { session, tab, seq: Number(seq) };
  } catch {
    return undefined;
  }
}
