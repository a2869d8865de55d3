import type { writeReplay } from '@throughline/format';

/** A text to compress, and its answer: no bytes if the worker cannot. */
export interface CompressionTask {
  id: number;
  text: string;
  /** Whether the text is the lines of a segment. */
  isSegment: boolean;
}
export interface CompressionResult {
  id: number;
  bytes: Uint8Array<ArrayBuffer> | undefined;
}

/** What of a worker's global scope the function below needs. */
export interface WorkerScope {
  onmessage: ((event: { data: CompressionTask }) => void) | null;
  postMessage(result: CompressionResult): void;
}

/**
 * What runs in the worker. It is given to a worker as its own source text, and so is `write`: it uses nothing from outside itself but
 * the platform.
 */
export function compressInWorker(scope: WorkerScope, write: typeof writeReplay): void {
  scope.onmessage = async ({ data: { id, text, isSegment } }) => {
    let bytes: CompressionResult['bytes'];
    try {
      const stream = new Blob([isSegment ? write(text) : text]).stream();
      const packed = new Response(stream.pipeThrough(new CompressionStream('gzip')));
      bytes = new Uint8Array(await packed.arrayBuffer());
    } catch {
      // The page finds another way.
    }
    scope.postMessage({ id, bytes });
  };
}
