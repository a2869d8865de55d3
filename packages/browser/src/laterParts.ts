import type { HeldParts } from './buffer/heldAcrossPages.ts';
import type { Ring } from './buffer/ring.ts';
import type { CaptureChunk } from './capture/capture.ts';
import type { PrintLine, PrintValue } from './capture/valuePrinter.ts';
import type { FollowServer } from './config/followServer.ts';
import type { Throughline } from './throughline.ts';
import type { StartTransport } from './transport/startTransport.ts';
import type { WidgetOptions } from './widget/widgetOptions.ts';

/** What `recorderChunk.ts` gives once it is loaded. */
export interface RecorderChunk extends CaptureChunk {
  printValue: PrintValue;
  printLine: PrintLine;
  startTransport: StartTransport;
  followServer: FollowServer;
  createRing(needsCheckpoint: () => void): Ring;
  loadHeldAcrossPages(parts: HeldParts): void;
}

/** What `widget/widget.ts` gives once it is loaded. */
export interface WidgetChunk {
  showWidget(throughline: Throughline, options: WidgetOptions | true): void;
}

/** How this build of the SDK brings its later parts into the page. */
export interface LaterParts {
  loadRecorder(): Promise<RecorderChunk>;
  loadWidget(): Promise<WidgetChunk>;
  /** Address of the worker's file, if it lies on the page's own origin. */
  workerUrl?: string | undefined;
}
