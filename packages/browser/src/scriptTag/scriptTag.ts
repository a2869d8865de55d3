import { createInit } from '../init.ts';
import type { RecorderChunk } from '../laterParts.ts';
import type { ThroughlineOptions } from '../options.ts';
import { safely } from '../safely.ts';
import { attributeOptions } from './attributeOptions.ts';
import { type Command, type CommandQueue, takeOverQueue } from './commandQueue.ts';

/**
 * The entry of the build for a script tag, `window.Throughline`. Its later parts lie beside the script. It starts by itself
 * if the tag has `data-key`; and it runs what a page put into `Throughline.queue` before the script had arrived.
 */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const beside = (file: string) => new URL(file, script?.src || document.baseURI).href;
const workerUrl = beside('throughline-worker.js');

const page = window as { Throughline?: { queue?: Command[] }; throughline?: unknown };

export const init = createInit({
  loadRecorder: () => import(/* @vite-ignore */ beside('throughline-recorder.js')) as Promise<RecorderChunk>,
  workerUrl: new URL(workerUrl).origin === location.origin ? workerUrl : undefined,
});

/** Runs commands at once: `Throughline.queue.push(['track', 'paid'])`. */
export const queue: CommandQueue = takeOverQueue(page.Throughline?.queue, (options: ThroughlineOptions) => {
  const throughline = init(options);
  page.throughline = throughline;
  return throughline;
});

safely(() => {
  const options = attributeOptions(script?.dataset ?? {}, script?.src);
  if (options) queue.push(['init', options]);
});
