import { createAssetUpload } from '../assets/assetUpload.ts';
import type { Clock } from '../clock.ts';
import { createCompression } from './compression/compression.ts';
import { gzipNow } from './compression/gzipNow.ts';
import { startWorker } from './compression/startWorker.ts';
import { createIndexedDbOutbox } from './outbox/indexedDbOutbox.ts';
import { createKeeping } from './outbox/keeping.ts';
import type { KeptSegment } from './outbox/outbox.ts';
import { createPost } from './post.ts';

import { createMemoryQueue } from './queue.ts';
import { segmentBody } from './segmentBody.ts';
import { createTransport, type Transport, type TransportEvents } from './transport.ts';

export interface TransportSettings {
  /** Where segments go, the key in it. */
  url: string;
  /** The browser's own. */
  fetch: typeof globalThis.fetch;
  /** Address of the worker's file on the page's own origin; `undefined` for one from a blob, `false` for none. */
  worker: string | false | undefined;
  /** Whether what could not be delivered may lie in the browser until another page can. */
  persistent: boolean;
  clock: Clock;
  events: TransportEvents;
}

/** Starts the transport of a page, with the browser's means. */
export type StartTransport = (settings: TransportSettings) => Transport;

export const startTransport: StartTransport = ({ url, fetch, worker, persistent, clock, events }) => {
  const post = createPost(url, fetch);
  const deliver = ({ header, packed }: KeptSegment) =>
    post(segmentBody({ ...header, sentAt: Math.round(clock.now()) }, packed), false);
  const compression = createCompression(() => (worker === false ? undefined : startWorker(worker)), gzipNow);
  const assets = createAssetUpload(url, fetch, (text) => compression.later(text), gzipNow);
  const transport = createTransport({
    post,
    queue: createMemoryQueue(),
    compression,
    clock,
    events,
    keeping: persistent ? createKeeping(createIndexedDbOutbox(), url, deliver) : undefined,
  });
  return {
    ...transport,
    offer: assets.offer,
    sendNow() {
      // Segments first: what they refer to may have been brought by another visit.
      transport.sendNow();
      assets.sendNow();
    },
    async settled() {
      await transport.settled();
      await assets.settled();
    },
  };
};
