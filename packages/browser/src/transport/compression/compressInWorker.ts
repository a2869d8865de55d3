/** A text to compress, and its answer: no bytes if the worker cannot. */
export interface CompressionTask {
  id: number;
  text: string;
}
export interface CompressionResult {
  id: number;
  bytes: Uint8Array<ArrayBuffer> | undefined;
}

/** What of a worker's global scope the function below needs. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent<CompressionTask>) => void) | null;
  postMessage(result: CompressionResult, transfer: Transferable[]): void;
}

/**
 * What runs in the worker. It is given to a worker as its own source text, so it uses nothing from outside itself but
 * the platform.
 */
export function compressInWorker(scope: WorkerScope): void {
  scope.onmessage = ({ data: { id, text } }) => {
    const compress = () => {
      const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
      return new Response(stream).arrayBuffer();
    };
    new Promise<ArrayBuffer>((resolve) => resolve(compress())).then(
      (buffer) => scope.postMessage({ id, bytes: new Uint8Array(buffer) }, [buffer]),
      () => scope.postMessage({ id, bytes: undefined }, []),
    );
  };
}
