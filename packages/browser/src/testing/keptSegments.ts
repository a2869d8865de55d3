import type { Page } from 'playwright-core';

/** What of segments that could not be delivered lies in the browser. */
export interface KeptSegments {
  /** Numbers of the segments, the oldest first. */
  numbers: number[];
  /** Bytes of all of them, packed. */
  bytes: number;
}

/** Reads IndexedDB as it is, without making a database where there is none. */
export function keptSegments(page: Page): Promise<KeptSegments> {
  return page.evaluate(async () => {
    const done = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === 'throughline')) return { numbers: [], bytes: 0 };
    const database = await done(indexedDB.open('throughline'));
    const kept = await done(
      database.transaction('segments').objectStore('segments').index('at').getAll() as IDBRequest<
        { header: { seq: number }; packed: Uint8Array }[]
      >,
    );
    database.close();
    return {
      numbers: kept.map(({ header }) => header.seq),
      bytes: kept.reduce((sum, { packed }) => sum + packed.byteLength, 0),
    };
  });
}
