import { OUTBOX_DATABASE } from './database.ts';
import { type KeptSegment, OUTBOX_LIMITS, type Outbox } from './outbox.ts';

const STORE = 'segments';
const BY_AGE = 'at';

/** An outbox in IndexedDB, shared by all pages of an origin. Its promises reject where the browser forbids it. */
export function createIndexedDbOutbox(): Outbox {
  let opened: Promise<IDBDatabase> | undefined;

  function open(): Promise<IDBDatabase> {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(OUTBOX_DATABASE, 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex(BY_AGE, BY_AGE);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        // Someone wants it deleted or upgraded: it must not wait for us.
        database.onversionchange = () => {
          database.close();
          opened = undefined;
        };
        resolve(database);
      };
    });
    return opened;
  }

  async function within<Result>(
    mode: IDBTransactionMode,
    action: (store: IDBObjectStore) => IDBRequest<Result> | undefined,
  ): Promise<Result | undefined> {
    const transaction = (await open()).transaction(STORE, mode);
    const request = action(transaction.objectStore(STORE));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    async put(segment) {
      if (segment.packed.byteLength > OUTBOX_LIMITS.segmentBytes) return;
      await within('readwrite', (store) => {
        store.put(segment);
        const count = store.count();
        count.onsuccess = () => {
          let excess = count.result - OUTBOX_LIMITS.segments;
          const oldest = store.index(BY_AGE).openKeyCursor();
          oldest.onsuccess = () => {
            const cursor = oldest.result;
            if (!cursor || excess-- <= 0) return;
            store.delete(cursor.primaryKey);
            cursor.continue();
          };
        };
        return undefined;
      });
    },
    async remove(id) {
      await within('readwrite', (store) => store.delete(id));
    },
    all: async () => (await within<KeptSegment[]>('readonly', (store) => store.index(BY_AGE).getAll())) ?? [],
  };
}
