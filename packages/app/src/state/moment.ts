import { createStore, type Store } from './store.ts';
import type { TimeRange } from './timeRange.ts';

/** Offered playback speeds. */
export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

/** The one moment that all panels share, and how it moves. Times are Unix milliseconds. */
export interface Moment {
  at: number;
  /** Bounds of the session. */
  from: number;
  to: number;
  playing: boolean;
  /** Playing, but held: what is to be shown has not arrived yet. */
  waiting: boolean;
  speed: Speed;
  skipInactivity: boolean;
  /** Goes up with every jump, so that a jump can be told from the clock's own going. */
  jumps: number;
  /** The last stretch that was skipped for inactivity, until the next jump or pause. */
  skipped: TimeRange | null;
  /** What is played again and again; `null`: the session once. */
  loop: TimeRange | null;
  /** The part of the session that is played, once: at its end the moment pauses. `null`: all of it. */
  part: TimeRange | null;
  /** Staying at the end of a session that still grows, until the next jump or pause. */
  following: boolean;
}

/** How far a moment that follows may fall behind the end before it jumps there, milliseconds: segments come every few seconds. */
const FOLLOWS_WITHIN_MS = 15_000;

export interface MomentStore extends Pick<Store<Moment>, 'get' | 'subscribe'> {
  play(): void;
  pause(): void;
  toggle(): void;
  /** Jumps, playing or not. What lies outside the session becomes its nearer end. */
  seek(at: number): void;
  setSpeed(speed: Speed): void;
  setSkipInactivity(on: boolean): void;
  setWaiting(on: boolean): void;
  /** What is played again and again from now on. A moment outside it goes to its beginning with the next `play`. */
  setLoop(loop: TimeRange | null): void;
  /** What alone is played from now on, once. A moment outside it goes to its beginning with the next `play`. */
  setPart(part: TimeRange | null): void;
  /** Goes to the end and stays there as the session grows, or no longer. */
  setFollowing(on: boolean): void;
  /** New bounds, of a session that has grown. */
  setRange(from: number, to: number): void;
  /** Lets `elapsed` milliseconds of real time pass; at the end of the loop it begins again, at that of the session it pauses. */
  advance(elapsed: number): void;
  /** Jumps on over a stretch in which nothing happens, and remembers it as `skipped`. */
  skipTo(at: number): void;
}

export function createMoment({
  from,
  to,
  at = from,
}: {
  from: number;
  to: number;
  at?: number;
}): MomentStore {
  const store = createStore<Moment>({
    at: clamp(at, from, to),
    from,
    to,
    playing: false,
    waiting: false,
    speed: 1,
    skipInactivity: true,
    jumps: 0,
    skipped: null,
    loop: null,
    part: null,
    following: false,
  });
  const change = (changes: Partial<Moment>) => {
    const moment = store.get();
    const differs = Object.entries(changes).some(([name, value]) => moment[name as keyof Moment] !== value);
    if (differs) store.set({ ...moment, ...changes });
  };
  const play = () => {
    const { at, from, to, jumps, loop, part } = store.get();
    const within = loop ?? part;
    const isOutside = within && (at < within.from || at >= within.to);
    // Play at the end means: once more.
    if (at >= to || isOutside)
      change({
        playing: true,
        at: within ? clamp(within.from, from, to) : from,
        jumps: jumps + 1,
        skipped: null,
      });
    else change({ playing: true });
  };
  const pause = () => change({ playing: false, skipped: null, following: false });

  return {
    get: store.get,
    subscribe: store.subscribe,
    play,
    pause,
    toggle: () => (store.get().playing ? pause() : play()),
    seek(at) {
      const { from, to, jumps } = store.get();
      change({ at: clamp(at, from, to), jumps: jumps + 1, skipped: null, following: false });
    },
    setSpeed: (speed) => change({ speed }),
    setSkipInactivity: (skipInactivity) => change({ skipInactivity }),
    setWaiting: (waiting) => change({ waiting }),
    setLoop: (loop) => change({ loop }),
    setPart: (part) => change({ part }),
    setFollowing(following) {
      const { to, jumps } = store.get();
      if (following) change({ following, playing: true, at: to, jumps: jumps + 1, skipped: null });
      else change({ following });
    },
    setRange(from, to) {
      const { at, following, jumps } = store.get();
      if (following && to - at > FOLLOWS_WITHIN_MS) change({ from, to, at: to, jumps: jumps + 1 });
      else change({ from, to, at: clamp(at, from, to) });
    },
    advance(elapsed) {
      const { playing, waiting, at, from, to, speed, loop, part, following, jumps } = store.get();
      if (!playing || waiting) return;
      const next = Math.min(at + elapsed * speed, to);
      const isLoopOver = loop && at < loop.to && next >= Math.min(loop.to, to);
      if (isLoopOver) change({ at: clamp(loop.from, from, to), jumps: jumps + 1, skipped: null });
      else if (!loop && part && at < part.to && next >= part.to)
        change({ at: clamp(part.to, from, to), playing: false, skipped: null });
      else change({ at: next, playing: next < to || following });
    },
    skipTo(at) {
      const { at: from, to, jumps, loop, part } = store.get();
      if (at <= from) return;
      // Nothing happens any more until the end of the part.
      if (!loop && part && from < part.to && at >= part.to)
        change({ at: clamp(part.to, from, to), jumps: jumps + 1, playing: false, skipped: null });
      else change({ at: clamp(at, from, to), jumps: jumps + 1, skipped: { from, to: at } });
    },
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
