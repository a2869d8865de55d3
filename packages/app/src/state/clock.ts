import type { MomentStore } from './moment.ts';

/** Longest step of one frame, milliseconds of real time: a page that was hidden goes on where it stopped. */
const LONGEST_FRAME_MS = 250;

/** Calls back before the next repaint with a time in milliseconds; returns what cancels it. */
export type RequestFrame = (callback: (time: number) => void) => () => void;

const animationFrame: RequestFrame = (callback) => {
  const handle = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(handle);
};

/**
 * Drives the moment while it plays, frame by frame, outside React. `inactiveUntil` says where to jump to from a moment
 * at which nothing happens. Returns what stops it.
 */
export function startClock(
  moment: MomentStore,
  inactiveUntil: (at: number) => number | null,
  requestFrame: RequestFrame = animationFrame,
): () => void {
  let cancel: (() => void) | null = null;
  let last: number | null = null;

  const frame = (time: number) => {
    cancel = null;
    if (!moment.get().playing) return;
    if (last !== null) moment.advance(Math.min(time - last, LONGEST_FRAME_MS));
    last = time;
    const { at, waiting, skipInactivity } = moment.get();
    const until = skipInactivity && !waiting ? inactiveUntil(at) : null;
    if (until !== null) moment.skipTo(until);
    follow();
  };
  const follow = () => {
    const { playing } = moment.get();
    if (playing && !cancel) cancel = requestFrame(frame);
    if (!playing) last = null;
  };
  const unsubscribe = moment.subscribe(follow);
  follow();
  return () => {
    unsubscribe();
    cancel?.();
  };
}
