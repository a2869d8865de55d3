import { writeReplay } from '@throughline/format';
import { safely } from '../../safely.ts';
import {
  type CompressionResult,
  type CompressionTask,
  compressInWorker,
  type WorkerScope,
} from './compressInWorker.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** Makes gzip of text in UTF-8. */
export interface Compression {
  /** Of the lines of a segment: at once, while the page waits. */
  now(lines: string): Bytes;
  /** Without holding up the page, where the browser can; of any text, or, if `isSegment`, the lines of a segment. */
  later(text: string, isSegment?: boolean): Promise<Bytes>;
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
  /** A page that goes away asks twice: how large it would be, and for it. */
  let packed: { lines: string; bytes: Bytes } | undefined;
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
    worker?.addEventListener('error', (event) =>
      safely(() => {
        // Reported at the worker only, but handled all the same: it is no error of the page.
        event.preventDefault();
        close();
      }),
    );
    worker?.addEventListener('message', ({ data }: MessageEvent<CompressionResult>) =>
      safely(() => {
        waiting.get(data.id)?.(data.bytes);
        waiting.delete(data.id);
      }),
    );
    return worker;
  }

  function inWorker(running: Worker, task: CompressionTask): Promise<Bytes | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => safely(close), WORKER_TIMEOUT_MS);
      waiting.set(task.id, (bytes) => {
        clearTimeout(timer);
        resolve(bytes);
      });
      running.postMessage(task);
    });
  }

  return {
    now(lines) {
      if (packed?.lines !== lines) packed = { lines, bytes: gzipNow(writeReplay(lines)) };
      return packed.bytes;
    },
    async later(text, isSegment = false) {
      const atOnce = () => gzipNow(isSegment ? writeReplay(text) : text);
      if (text.length < SHORTEST_FOR_WORKER) return atOnce();
      const task = { id: tasks++, text, isSegment };
      const running = workerOnce();
      return (running && (await inWorker(running, task))) ?? (await inPage(task)) ?? atOnce();
    },
    close,
  };
}

/** Does in the page what a worker would do. */
function inPage(task: CompressionTask): Promise<Bytes | undefined> {
  return new Promise((resolve) => {
    const scope: WorkerScope = { onmessage: null, postMessage: ({ bytes }) => safely(() => resolve(bytes)) };
    compressInWorker(scope, writeReplay);
    scope.onmessage?.({ data: task });
  });
}
