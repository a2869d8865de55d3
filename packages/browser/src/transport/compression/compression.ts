import type { CompressionResult } from './compressInWorker.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** Makes gzip of text in UTF-8. */
export interface Compression {
  /** At once, while the page waits. */
  now(text: string): Bytes;
  /** Without holding up the page, where the browser can. */
  later(text: string): Promise<Bytes>;
  /** Ends the worker. What is under way is compressed in the page. */
  close(): void;
}

/** Characters up to which a message to a worker costs more than it saves. */
const SHORTEST_FOR_WORKER = 2_048;
/** A worker that has not answered for so long is stuck, or was never allowed to start. */
const WORKER_TIMEOUT_MS = 10_000;

/**
 * Compresses in the worker that `startWorker` gives, which is started when it is first needed; where there is none, by the
 * browser's own stream; where there is no stream either, by `gzipNow`.
 */
export function createCompression(
  startWorker: () => Worker | undefined,
  gzipNow: (text: string) => Bytes,
): Compression {
  let worker: Worker | undefined;
  let started = false;
  let tasks = 0;
  const waiting = new Map<number, (bytes: Bytes | undefined) => void>();

  function close(): void {
    worker?.terminate();
    worker = undefined;
    started = true;
    for (const answer of waiting.values()) answer(undefined);
    waiting.clear();
  }

  function workerOnce(): Worker | undefined {
    if (started) return worker;
    started = true;
    worker = startWorker();
    worker?.addEventListener('error', (event) => {
      // Reported at the worker only, but handled all the same: it is no error of the page.
      event.preventDefault();
      close();
    });
    worker?.addEventListener('message', ({ data }: MessageEvent<CompressionResult>) => {
      waiting.get(data.id)?.(data.bytes);
      waiting.delete(data.id);
    });
    return worker;
  }

  function inWorker(running: Worker, text: string): Promise<Bytes | undefined> {
    return new Promise((resolve) => {
      const id = tasks++;
      const timer = setTimeout(close, WORKER_TIMEOUT_MS);
      waiting.set(id, (bytes) => {
        clearTimeout(timer);
        resolve(bytes);
      });
      running.postMessage({ id, text });
    });
  }

  return {
    now: gzipNow,
    async later(text) {
      if (text.length < SHORTEST_FOR_WORKER) return gzipNow(text);
      const running = workerOnce();
      const packed = running && (await inWorker(running, text));
      return packed ?? (await byStream(text)) ?? gzipNow(text);
    },
    close,
  };
}

async function byStream(text: string): Promise<Bytes | undefined> {
  if (typeof CompressionStream === 'undefined') return undefined;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
