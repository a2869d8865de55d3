import type { SegmentSummary } from '@throughline/format';
import type { MomentStore } from '../state/moment.ts';
import { createStore, type Store } from '../state/store.ts';
import type { LoadAsset } from './assets.ts';
import { createKeptCheckpoints, type KeptCheckpoint } from './checkpoints/keptCheckpoints.ts';
import { type RecordedEvent, readEvents } from './recordedEvents.ts';
import { fromCheckpoint, snapshotTime } from './recordedFacts.ts';
import { checkpointBefore, firstReaching, lastBegun } from './replayWindow.ts';
import type { LoadSegments } from './segmentCache.ts';
import { createSegmentReader, NO_FACTS, type ReadFacts } from './segmentReader.ts';
import { buildStretch, REPAINT_MS, type ReplayedPage, type Stretch } from './stretch.ts';

/** How far ahead of the moment segments are loaded, milliseconds of the recording: 7 s of real time at speed 8. */
const AHEAD_MS = 60_000;

/** A stretch that holds more than this gives way to one from a later checkpoint, characters of JSON: bounds the memory. */
const STRETCH_MOST_CHARACTERS = 48 * 1024 * 1024;

/** A jump back by less than this is none: frame and moment may be a few repaints apart, milliseconds. */
const SAME_MOMENT_MS = 50;

/** How far the moment is from the last checkpoint, recorded or kept, when one is kept, milliseconds of the recording. */
const KEEP_EVERY_MS = 15_000;

/** A kept checkpoint so much ahead of what is shown is nearer than all that happened between, milliseconds of the recording. */
const WORTH_A_LEAP_MS = 10_000;

/** How long a checkpoint may wait for the browser to be idle, milliseconds. */
const KEEP_WITHIN_MS = 2_000;

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

export interface PlayerOptions {
  /** The frame's title. */
  title?: string;
  /** Whether what comes after the moment is read before it is needed. */
  readsAhead?: boolean;
}

export interface Player {
  view: Pick<Store<PlayerView>, 'get' | 'subscribe'>;
  /** Takes the recording, which may have grown. */
  setRecording(recording: Recording): void;
  /** Tries again after a failure. */
  retry(): void;
  setTrail(on: boolean): void;
  /** Whether the frame shows where the moment jumped last. */
  isShown(): boolean;
  /** The page that is shown; another one after each jump that needs it. */
  page(): ReplayedPage | null;
  destroy(): void;
}

/** A stretch with the segments in it, as indexes, and their length as JSON. */
interface Built {
  stretch: Stretch;
  first: number;
  last: number;
  lastSeq: number;
  characters: number;
  /** Whether there is nothing earlier to begin from. */
  isEarliest: boolean;
}

/**
 * Keeps the frame inside `root` at the moment. It builds a stretch from the nearest checkpoint, reads ahead while the
 * moment goes on, and builds a new one when the moment jumps where the old one cannot go. While what the moment needs
 * has not arrived, the moment waits.
 */
export function createPlayer(
  root: HTMLElement,
  moment: MomentStore,
  load: LoadSegments,
  loadAsset: LoadAsset,
  { title, readsAhead = true }: PlayerOptions = {},
): Player {
  const view = createStore<PlayerView>({
    status: 'loading',
    message: '',
    size: null,
    facts: NO_FACTS,
  });
  const reader = createSegmentReader(load, loadAsset);
  const kept = createKeptCheckpoints();
  let cancelKeeping: (() => void) | null = null;
  /** Where no checkpoint could be taken, so that it is not tried again and again. */
  let triedAt = Number.NEGATIVE_INFINITY;
  let hasTrail = false;
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
  /**
   * The segments that the moment needs, as indexes: from its checkpoint to the one it is in. The checkpoint may be one that was kept,
   * if that is later than the one recorded.
   */
  const wanted = () => {
    const { at } = playback();
    const recorded = checkpointBefore(recording.segments, at);
    const from = recording.segments[recorded]?.from ?? Number.POSITIVE_INFINITY;
    const near = kept.before(at);
    const own = near && near.at > from ? near : undefined;
    const first = own ? firstReaching(recording.segments, own.at) : recorded;
    return { at, own, first, last: Math.max(first, lastBegun(recording.segments, at + REPAINT_MS)) };
  };

  const needsStretch = () => {
    const { at, own, first, last } = wanted();
    if (first < 0) return false;
    if (!built) return true;
    const { stretch } = built;
    const shown = stretch.shownUntil();
    const reachable = built.isEarliest ? Math.max(at, stretch.startsAt) : at;
    const isBehind = reachable < shown - SAME_MOMENT_MS;
    const leapsAhead = first > built.last && last > built.last;
    const isNearer = own !== undefined && own.at - shown > WORTH_A_LEAP_MS && !moment.get().playing;
    const isTooLarge = built.characters > STRETCH_MOST_CHARACTERS && first > built.first;
    return isBehind || leapsAhead || isNearer || isTooLarge;
  };
  const nextSegment = () => {
    if (!readsAhead && (!built || wanted().last <= built.last)) return undefined;
    const next = built ? recording.segments[built.last + 1] : undefined;
    return next && next.from <= playback().at + AHEAD_MS ? next : undefined;
  };

  async function readAll(first: number, last: number) {
    const abort = new AbortController();
    reading = { first, abort };
    try {
      return await reader.read(recording.segments.slice(first, last + 1), abort.signal);
    } finally {
      reading = null;
      show({ facts: reader.facts() });
    }
  }

  async function buildFrom(first: number, last: number, own?: KeptCheckpoint): Promise<void> {
    const [parts, begin] = await Promise.all([readAll(first, last), own?.json.text()]);
    const read = parts.flatMap((part) => part.events);
    const events = own && begin ? eventsFrom(own.at, begin, read) : fromCheckpoint(read);
    const snapshot = snapshotTime(events);
    const earlier = own
      ? -1
      : recording.segments.slice(0, first).findLastIndex(({ checkpoint }) => checkpoint);
    // A checkpoint may stand late in its segment: then the one before it is the nearest.
    if (earlier >= 0 && (snapshot === undefined || snapshot > wanted().at)) return buildFrom(earlier, last);
    if (snapshot === undefined)
      throw new Error('This part of the recording has no checkpoint to begin from.');
    if (isOver) return;
    const old = built;
    const options = { title, hasTrail, begun: own?.begun };
    const stretch = buildStretch(root, events, (size) => show({ size }), options);
    const characters = parts.reduce((sum, part) => sum + part.characters, own?.json.size ?? 0);
    const lastSeq = recording.segments[last]?.seq ?? -1;
    built = { stretch, first, last, lastSeq, characters, isEarliest: !own && earlier < 0 };
    // What the moment needs may have become more while this was read: then its jump is made when the rest is here.
    shownJump = wanted().last <= last ? moment.get().jumps : -1;
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
    keepSoon();
  }

  /** Keeps a checkpoint of what is shown when the browser has nothing else to do, if there is none near. */
  function keepSoon(): void {
    if (cancelKeeping || !isFarFromCheckpoint()) return;
    cancelKeeping = whenIdle(() => {
      cancelKeeping = null;
      if (!built || isOver || !isFarFromCheckpoint()) return;
      const checkpoint = built.stretch.capture();
      if (checkpoint) kept.keep(checkpoint);
      else triedAt = built.stretch.shownUntil();
    });
  }
  function isFarFromCheckpoint(): boolean {
    if (!built) return false;
    const shown = built.stretch.shownUntil();
    const near = Math.max(
      built.stretch.startsAt,
      kept.before(shown)?.at ?? 0,
      triedAt <= shown ? triedAt : 0,
    );
    return shown - near > KEEP_EVERY_MS;
  }

  /** Reads and builds until the moment, and what comes soon after, is here. */
  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    try {
      while (!isOver && (needsStretch() || nextSegment())) {
        const { first, last, own } = wanted();
        const isMissing = needsStretch() || !built || last > built.last;
        moment.setWaiting(isMissing);
        if (isMissing) show({ status: 'loading' });
        await (needsStretch() ? buildFrom(first, last, own) : appendNext()).catch(unlessAborted);
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
    setTrail(on) {
      hasTrail = on;
      built?.stretch.setTrail(on);
    },
    isShown: () => built !== null && shownJump === moment.get().jumps,
    page: () => built?.stretch.page ?? null,
    setRecording(next) {
      // What came late and belongs in the middle is in none that was kept.
      if (recording.segments.some(({ seq }, index) => next.segments[index]?.seq !== seq)) kept.clear();
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
      cancelKeeping?.();
      kept.clear();
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

/** The events of a kept checkpoint and those recorded after it. They are read as if they came from outside. */
function eventsFrom(at: number, json: string, recorded: RecordedEvent[]): RecordedEvent[] {
  return [...readEvents(json), ...recorded.filter(({ timestamp }) => timestamp >= at)];
}

/** Calls back when the browser is idle, or soon; returns what cancels it. */
function whenIdle(callback: () => void): () => void {
  // Not every browser tells when it is idle.
  if (!window.requestIdleCallback) {
    const timer = setTimeout(callback, 0);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(callback, { timeout: KEEP_WITHIN_MS });
  return () => cancelIdleCallback(handle);
}
