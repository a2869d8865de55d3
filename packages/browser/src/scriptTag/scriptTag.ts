import {
  isSensitiveName,
  newSpanId,
  newTraceId,
  parseTraceparent,
  REDACTED,
  redactText,
} from '@throughline/format';
import { wrapMethod } from '../capture/wrapMethod.ts';
import { type Init, initWith } from '../init.ts';
import type { LaterParts, WidgetChunk } from '../laterParts.ts';
import { createListening } from '../listening.ts';
import type { ThroughlineOptions } from '../options.ts';
import { randomId } from '../randomId.ts';
import { safely, tellError } from '../safely.ts';
import { INERT } from '../throughline.ts';
import { warnOnce } from '../warning.ts';
import { attributeOptions } from './attributeOptions.ts';
import { type Command, type CommandQueue, takeOverQueue } from './commandQueue.ts';
import type * as recorderPart from './recorderPart.ts';

/**
 * The entry of the build for a script tag, `window.Throughline`. Its later parts lie beside the script. It starts by itself
 * if the tag has `data-key`; and it runs what a page put into `Throughline.queue` before the script had arrived.
 */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const beside = (file: string) => new URL(file, script?.src || document.baseURI).href;

const page = window as { Throughline?: { queue?: Command[] }; throughline?: unknown };

const parts: LaterParts = {
  async loadRecorder() {
    const { recorderWith }: typeof recorderPart = await import(
      /* @vite-ignore */ beside('throughline-recorder.js')
    );
    return recorderWith({
      REDACTED,
      createListening,
      isSensitiveName,
      newSpanId,
      newTraceId,
      parseTraceparent,
      randomId,
      redactText,
      safely,
      tellError,
      warnOnce,
      wrapMethod,
    });
  },
  loadWidget: () => import(/* @vite-ignore */ beside('throughline-widget.js')) as Promise<WidgetChunk>,
  get workerUrl() {
    const url = beside('throughline-worker.js');
    return new URL(url).origin === location.origin ? url : undefined;
  },
};

export const init: Init = (options) => safely(() => initWith(parts, options)) ?? INERT;

/** Runs commands at once: `Throughline.queue.push(['track', 'paid'])`. */
export const queue: CommandQueue = safely(() =>
  takeOverQueue(page.Throughline?.queue, (options: ThroughlineOptions) => {
    const throughline = init(options);
    page.throughline = throughline;
    return throughline;
  }),
) ?? { push() {} };

safely(() => {
  const options = attributeOptions(script?.dataset ?? {}, script?.src);
  if (options) queue.push(['init', options]);
});
