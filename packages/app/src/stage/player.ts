import type { SegmentSummary } from '@throughline/format';
import type { MomentStore } from '../state/moment.ts';
import { createStore, type Store } from '../state/store.ts';
import { fromCheckpoint, snapshotTime } from './recordedFacts.ts';
import { checkpointBefore, lastBegun } from './replayWindow.ts';
import type { LoadSegment } from './segmentCache.ts';
import { createSegmentReader, NO_FACTS, type ReadFacts } from './segmentReader.ts';
import { buildStretch, type Stretch } from './stretch.ts';

/** How far ahead of the moment segments are loaded, milliseconds of the recording: 7 s of real time at speed 8. */
const AHEAD_MS = 60_000;

/** A stretch that holds more than this gives way to one from a later checkpoint, characters of JSON: bounds the memory. */
const STRETCH_MOST_CHARACTERS = 48 * 1024 * 1024;

/** A jump back by less than this is none: frame and moment may be a few repaints apart, milliseconds. */
const SAME_MOMENT_MS = 50;

/** One tab's recording: its segments in order, and what turns its clock into the session's, milliseconds. */
export interface Recording {
  segments: SegmentSummary[];
  clockOffset: number;
}

export interface PlayerView {
  status: 'loading' | 'ready' | 'failed';
  /** What went wrong, for `failed`. */
  message: string;
  /** The page's viewport, CSS pixels; `null` until known. */
  size: { width: number; height: number } | null;
  /** Addresses and activity of what has been read, by the tab's clock. */
  facts: ReadFacts;
}

export interface Player {
  view: Pick<Store<PlayerView>, 'get' | 'subscribe'>;
  /** Takes the recording, which may have grown. */
  setRecording(recording: Recording): void;
  /** Tries again after a failure. */
  retry(): void;
  destroy(): void;
}

/** A stretch with the segments in it, as indexes, and their length as JSON. */
interface Built {
  stretch: Stretch;
  first: number;
  last: number;
  lastSeq: number;
  characters: number;
}

/**
 * Keeps the frame inside `root` at the moment. It builds a stretch from the nearest checkpoint, reads ahead while the
 * moment goes on, and builds a new one when the moment jumps where the old one cannot go. While what the moment needs
 * has not arrived, the moment waits.
 */
export function createPlayer(root: HTMLElement, moment: MomentStore, load: LoadSegment): Player {
  const view = createStore<PlayerView>({
    status: 'loading',
    message: '',
    size: null,
    facts: NO_FACTS,
  });
  const reader = createSegmentReader(load);
  let recording: Recording = { segments: [], clockOffset: 0 };
  let built: Built | null = null;
  let reading: { first: number; abort: AbortController } | null = null;
  let isWorking = false;
  let isOver = false;
  /** The jump that the frame shows; another one of the moment is still to be made. */
  let shownJump = -1;

  const show = (changes: Partial<PlayerView>) => {
    const before = view.get();
    if (Object.entries(changes).some(([name, value]) => before[name as keyof PlayerView] !== value))
      view.set({ ...before, ...changes });
  };
  const playback = () => {
    const { at, playing, waiting, speed } = moment.get();
    return { at: at - recording.clockOffset, playing: playing && !waiting, speed };
  };
  /** The segments that the moment needs, as indexes: from its checkpoint to the one it is in. */
  const wanted = () => {
    const { at } = playback();
    const first = checkpointBefore(recording.segments, at);
    return { at, first, last: Math.max(first, lastBegun(recording.segments, at)) };
  };

  const needsStretch = () => {
    const { at, first, last } = wanted();
    if (first < 0) return false;
    if (!built) return true;
    const { stretch } = built;
    const isBehind = Math.max(at, stretch.startsAt) < stretch.shownUntil() - SAME_MOMENT_MS;
    const leapsAhead = first > built.last && last > built.last;
    const isTooLarge = built.characters > STRETCH_MOST_CHARACTERS && first > built.first;
    return isBehind || leapsAhead || isTooLarge;
  };
  const nextSegment = () => {
    const next = built ? recording.segments[built.last + 1] : undefined;
    return next && next.from <= playback().at + AHEAD_MS ? next : undefined;
  };

  async function readAll(first: number, last: number) {
    const abort = new AbortController();
    reading = { first, abort };
    try {
      const segments = recording.segments.slice(first, last + 1);
      return await Promise.all(segments.map((segment) => reader.read(segment, abort.signal)));
    } finally {
      reading = null;
      show({ facts: reader.facts() });
    }
  }

  async function buildFrom(first: number, last: number): Promise<void> {
    const parts = await readAll(first, last);
    const events = fromCheckpoint(parts.flatMap((part) => part.events));
    const snapshot = snapshotTime(events);
    const earlier = recording.segments.slice(0, first).findLastIndex(({ checkpoint }) => checkpoint);
    // A checkpoint may stand late in its segment: then the one before it is the nearest.
    if (earlier >= 0 && (snapshot === undefined || snapshot > wanted().at)) return buildFrom(earlier, last);
    if (snapshot === undefined)
      throw new Error('This part of the recording has no checkpoint to begin from.');
    if (isOver) return;
    const old = built;
    const stretch = buildStretch(root, events, (size) => show({ size }));
    const characters = parts.reduce((sum, part) => sum + part.characters, 0);
    built = { stretch, first, last, lastSeq: recording.segments[last]?.seq ?? -1, characters };
    shownJump = moment.get().jumps;
    stretch.jump(playback());
    old?.stretch.remove();
  }

  async function appendNext(): Promise<void> {
    if (!built) return;
    const current = built;
    const index = current.last + 1;
    const [part] = await readAll(index, index);
    if (!part || built !== current) return;
    current.stretch.append(part.events);
    current.last = index;
    current.lastSeq = recording.segments[index]?.seq ?? -1;
    current.characters += part.characters;
  }

  /** Moves the frame to the moment, if all that takes is here. */
  function drive(): void {
    if (!built || needsStretch() || wanted().last > built.last) return;
    const { jumps } = moment.get();
    if (jumps === shownJump) built.stretch.follow(playback());
    else {
      shownJump = jumps;
      built.stretch.jump(playback());
    }
  }

  /** Reads and builds until the moment, and what comes soon after, is here. */
  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    try {
      while (!isOver && (needsStretch() || nextSegment())) {
        const { first, last } = wanted();
        const isMissing = needsStretch() || !built || last > built.last;
        moment.setWaiting(isMissing);
        if (isMissing) show({ status: 'loading' });
        await (needsStretch() ? buildFrom(first, last) : appendNext()).catch(unlessAborted);
        drive();
      }
      if (!isOver) show({ status: 'ready', message: '' });
    } catch (cause) {
      fail(cause);
    } finally {
      isWorking = false;
      if (!isOver) moment.setWaiting(false);
    }
  }

  function fail(cause: unknown): void {
    built?.stretch.remove();
    built = null;
    show({ status: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
    moment.pause();
  }

  function onMoment(): void {
    if (isOver || view.get().status === 'failed') return;
    if (reading && needsStretch() && wanted().first !== reading.first) reading.abort.abort();
    try {
      drive();
    } catch (cause) {
      fail(cause);
      return;
    }
    if (needsStretch() || nextSegment()) void work();
  }

  const unsubscribe = moment.subscribe(onMoment);
  return {
    view,
    setRecording(next) {
      recording = next;
      // A segment that came late and belongs in the middle: what is built lacks it.
      if (built && next.segments[built.last]?.seq !== built.lastSeq) {
        built.stretch.remove();
        built = null;
      }
      onMoment();
      if (!built && !isWorking && next.segments.length > 0) void work();
    },
    retry() {
      show({ status: 'loading', message: '' });
      void work();
    },
    destroy() {
      isOver = true;
      unsubscribe();
      reading?.abort.abort();
      built?.stretch.remove();
      moment.setWaiting(false);
    },
  };
}

/** A reading given up for another one is no failure: the next round finds out what is wanted by then. */
function unlessAborted(cause: unknown): void {
  if (!(cause instanceof DOMException && cause.name === 'AbortError')) throw cause;
}
