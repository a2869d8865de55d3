import { createStore, type Store } from './store.ts';

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
  skipped: { from: number; to: number } | null;
}

export interface MomentStore extends Pick<Store<Moment>, 'get' | 'subscribe'> {
  play(): void;
  pause(): void;
  toggle(): void;
  /** Jumps, playing or not. What lies outside the session becomes its nearer end. */
  seek(at: number): void;
  setSpeed(speed: Speed): void;
  setSkipInactivity(on: boolean): void;
  setWaiting(on: boolean): void;
  /** New bounds, of a session that has grown. */
  setRange(from: number, to: number): void;
  /** Lets `elapsed` milliseconds of real time pass; at the end of the session it pauses. */
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
  });
  const change = (changes: Partial<Moment>) => {
    const moment = store.get();
    const differs = Object.entries(changes).some(([name, value]) => moment[name as keyof Moment] !== value);
    if (differs) store.set({ ...moment, ...changes });
  };
  const play = () => {
    const { at, from, to, jumps } = store.get();
    // Play at the end means: once more.
    if (at >= to) change({ playing: true, at: from, jumps: jumps + 1, skipped: null });
    else change({ playing: true });
  };
  const pause = () => change({ playing: false, skipped: null });

  return {
    get: store.get,
    subscribe: store.subscribe,
    play,
    pause,
    toggle: () => (store.get().playing ? pause() : play()),
    seek(at) {
      const { from, to, jumps } = store.get();
      change({ at: clamp(at, from, to), jumps: jumps + 1, skipped: null });
    },
    setSpeed: (speed) => change({ speed }),
    setSkipInactivity: (skipInactivity) => change({ skipInactivity }),
    setWaiting: (waiting) => change({ waiting }),
    setRange: (from, to) => change({ from, to, at: clamp(store.get().at, from, to) }),
    advance(elapsed) {
      const { playing, waiting, at, to, speed } = store.get();
      if (!playing || waiting) return;
      const next = Math.min(at + elapsed * speed, to);
      change({ at: next, playing: next < to });
    },
    skipTo(at) {
      const { at: from, to, jumps } = store.get();
      if (at > from) change({ at: clamp(at, from, to), jumps: jumps + 1, skipped: { from, to: at } });
    },
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
