import { clarity } from './clarity.ts';
import { highlight } from './highlight.ts';
import { hyperdx } from './hyperdx.ts';
import { multiplayer } from './multiplayer.ts';
import { none } from './none.ts';
import { openreplay } from './openreplay.ts';
import { posthog } from './posthog.ts';
import type { Recorder } from './recorder.ts';
import { rrweb } from './rrweb.ts';
import { sentry } from './sentry.ts';
import { throughline, throughlineAgain } from './throughline.ts';

/** All recorders, by name. */
export const RECORDERS: ReadonlyMap<string, Recorder> = new Map(
  [
    none,
    throughline,
    throughlineAgain,
    rrweb,
    sentry,
    openreplay,
    clarity,
    posthog,
    hyperdx,
    highlight,
    multiplayer,
  ].map((recorder) => [recorder.name, recorder]),
);
