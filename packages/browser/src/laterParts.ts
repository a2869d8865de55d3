import type { CaptureChunk } from './capture/capture.ts';
import type { PrintLine, PrintValue } from './capture/valuePrinter.ts';
import type { StartTransport } from './transport/startTransport.ts';

/** What `recorderChunk.ts` gives once it is loaded. */
export interface RecorderChunk extends CaptureChunk {
  printValue: PrintValue;
  printLine: PrintLine;
  startTransport: StartTransport;
}

/** How this build of the SDK brings its later parts into the page. */
export interface LaterParts {
  loadRecorder(): Promise<RecorderChunk>;
  /** Address of the worker's file, if it lies on the page's own origin. */
  workerUrl?: string | undefined;
}
