import { safely } from '../../safely.ts';

/** Name of the SDK's IndexedDB database; the core knows it to delete it when a person refuses. */
export const DATABASE = 'throughline';
/** Segments that could not be delivered, by their ids; and when they were put there. */
export const SEGMENTS = 'segments';
export const BY_AGE = 'at';
/** What a page held back as it went away, by the time of that. */
export const HELD = 'held';

/** Opens the database, which all pages of an origin share. Rejects where the browser forbids it. `gone` is told when it closes. */
export function openDatabase(gone: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () =>
      safely(() => {
        const { result } = request;
        result.createObjectStore(SEGMENTS, { keyPath: 'id' }).createIndex(BY_AGE, BY_AGE);
        result.createObjectStore(HELD);
      });
    request.onerror = () => safely(() => reject(request.error));
    request.onsuccess = () =>
      safely(() => {
        const database = request.result;
        // Someone wants it deleted or upgraded: it must not wait for us.
        database.onversionchange = () =>
          safely(() => {
            database.close();
            gone();
          });
        resolve(database);
      });
  });
}
