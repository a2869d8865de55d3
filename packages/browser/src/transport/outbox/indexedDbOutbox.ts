import { safely } from '../../safely.ts';
import { BY_AGE, openDatabase, SEGMENTS } from './database.ts';
import { type KeptSegment, OUTBOX_LIMITS, type Outbox } from './outbox.ts';

/** An outbox in IndexedDB, shared by all pages of an origin. Its promises reject where the browser forbids it. */
export function createIndexedDbOutbox(): Outbox {
  let opened: Promise<IDBDatabase> | undefined;

  async function within<Result>(
    mode: IDBTransactionMode,
    action: (store: IDBObjectStore) => IDBRequest<Result> | undefined,
  ): Promise<Result | undefined> {
    opened ??= openDatabase(() => {
      opened = undefined;
    });
    const transaction = (await opened).transaction(SEGMENTS, mode);
    const request = action(transaction.objectStore(SEGMENTS));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => safely(() => resolve(request?.result));
      transaction.onabort = () => safely(() => reject(transaction.error));
    });
  }

  return {
    async put(segment) {
      if (segment.packed.byteLength > OUTBOX_LIMITS.segmentBytes) return;
      await within('readwrite', (store) => {
        store.put(segment);
        const count = store.count();
        count.onsuccess = () =>
          safely(() => {
            let excess = count.result - OUTBOX_LIMITS.segments;
            const oldest = store.index(BY_AGE).openKeyCursor();
            oldest.onsuccess = () =>
              safely(() => {
                const cursor = oldest.result;
                if (!cursor || excess-- <= 0) return;
                store.delete(cursor.primaryKey);
                cursor.continue();
              });
          });
        return undefined;
      });
    },
    async remove(id) {
      await within('readwrite', (store) => store.delete(id));
    },
    all: async () => (await within<KeptSegment[]>('readonly', (store) => store.index(BY_AGE).getAll())) ?? [],
  };
}
