import { safely } from '../safely.ts';
import { HELD, openDatabase } from '../transport/outbox/database.ts';
import type { Item } from './item.ts';
import { RING_MS } from './ring.ts';

/** What is held back in a page, for the next page of its tab to go on with. */
export interface HeldParts {
  sessionId(): string;
  /** Takes out what is held, as the page goes away; nothing if nothing is held back. */
  take(): Item[];
  /** Called once in a page, with what the page before it held: the oldest first, nothing if there is none. */
  found(items: readonly Item[]): void;
}

/** How often what was held is looked for, one look after the other: some seconds, since a busy browser writes late. */
const MOST_LOOKS = 3_000;

/**
 * As much goes through `sessionStorage`, which is written at once, characters: a tenth of what it takes. More goes through IndexedDB,
 * where a busy browser may drop what a page writes as it goes away.
 */
const MOST_IN_SESSION = 512 * 1024;

const NAME = 'throughline.held';

interface Held {
  session: string;
  items: readonly Item[];
  /** Unix milliseconds, with what no other tab has of it. */
  at: number;
  /** Where that page was still looking for what the page before it held; 0 if nowhere. */
  before: number;
}

/** What has been found, and where the rest of it is looked for; 0 if nowhere. */
interface Search {
  items: readonly Item[];
  at: number;
}

/**
 * Brings what is held back from one page of a tab to the next, by way of the tab's storage or IndexedDB. What nobody has come for
 * after as long as is held anyway is deleted. Where the browser forbids it each page holds its own.
 */
export function holdAcrossPages({ sessionId, take, found }: HeldParts): void {
  let database: IDBDatabase | undefined;
  /** Until all is found, or the page goes away: then the next page looks for the rest. */
  let search: Search | undefined;

  async function read(isBack: boolean): Promise<void> {
    const own: Search = { items: [], at: 0 };
    search = own;
    const add = (held: Held | undefined) => {
      const fresh = held?.session === sessionId() && Date.now() - held.at < RING_MS ? held : undefined;
      own.items = [...(fresh?.items ?? []), ...own.items];
      own.at = fresh?.before ?? 0;
    };
    // Taken out while a page of this tab lives, so that a duplicated tab does not find it too.
    const begin = () => {
      const text = takeText();
      if (text.startsWith('{')) add(JSON.parse(text));
      else own.at = Number(text);
    };
    try {
      begin();
      const opened = database ?? (await openDatabase(() => (database = undefined)));
      database = opened;
      const look = () => lookFor(own.at, opened, () => search === own);
      const isFound = () => own.at > 0 || own.items.length > 0 || search !== own;
      // A page that comes back is shown before the one that was left has written where it is.
      for (let looks = isBack ? MOST_LOOKS : 0; looks > 0 && !isFound(); looks--) {
        await look();
        if (search === own) begin();
      }
      do {
        let held: Held | undefined;
        // What the page before wrote may come after its place. No pause: a look takes a while itself.
        for (let looks = own.at > 0 ? MOST_LOOKS : 1; looks > 0 && !held && search === own; looks--)
          held = await look();
        if (search === own) add(held);
      } while (search === own && own.at > 0);
    } catch {
      // What cannot be looked for is not found.
    }
    if (search !== own) return;
    search = undefined;
    safely(() => found(own.items));
  }

  function write(): void {
    const items = [...(search?.items ?? []), ...take()];
    const before = search?.at ?? 0;
    search = undefined;
    if (items.length === 0 && before === 0) return;
    const held: Held = { session: sessionId(), items, at: Date.now() + Math.random(), before };
    const text = JSON.stringify(held);
    if (text.length <= MOST_IN_SESSION && putText(text)) return;
    if (!database) {
      // For a page that comes back.
      found(items);
      return;
    }
    const transaction = database.transaction(HELD, 'readwrite');
    transaction.objectStore(HELD).put(held, held.at);
    // The page may be gone before the browser would do it by itself.
    transaction.commit();
    putText(String(held.at));
  }

  window.addEventListener('pagehide', () => safely(write), { capture: true });
  window.addEventListener('pageshow', ({ persisted }) => safely(() => (persisted ? read(true) : undefined)), {
    capture: true,
  });
  safely(() => read(false));
}

/** Takes out what the page before left in the tab's storage; nothing if there is nothing, or the browser forbids it. */
function takeText(): string {
  try {
    const text = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return text ?? '';
  } catch {
    return '';
  }
}

/** Whether there was room for it. */
function putText(text: string): boolean {
  try {
    sessionStorage.setItem(NAME, text);
    return true;
  } catch {
    return false;
  }
}

/** Takes what was put under `at` if it is still wanted then, and deletes what is too old. */
function lookFor(at: number, database: IDBDatabase, isWanted: () => boolean): Promise<Held | undefined> {
  const store = database.transaction(HELD, 'readwrite').objectStore(HELD);
  const request = store.get(at) as IDBRequest<Held | undefined>;
  return new Promise((resolve, reject) => {
    request.onsuccess = () =>
      safely(() => {
        const held = isWanted() ? request.result : undefined;
        resolve(held);
        if (held) store.delete(at);
        store.delete(IDBKeyRange.upperBound(Date.now() - RING_MS));
      });
    request.onerror = () => safely(() => reject(request.error));
  });
}
