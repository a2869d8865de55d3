import { type Init, initWith } from './init.ts';
import type { LaterParts } from './laterParts.ts';
import { safely } from './safely.ts';
import { INERT } from './throughline.ts';

/** Bundlers make a chunk of its own of what is loaded later. */
const PARTS: LaterParts = {
  loadRecorder: () => import('./recorderChunk.ts'),
  loadWidget: () => import('./widget/widget.ts'),
};

export const init: Init = (options) => safely(() => initWith(PARTS, options)) ?? INERT;
export type { ThroughlineOptions } from './options.ts';
export type { Throughline, ThroughlineEvents, UserTraits } from './throughline.ts';
export type { WidgetOptions, WidgetPosition, WidgetTexts } from './widget/widgetOptions.ts';
