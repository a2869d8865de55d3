import { Replayer } from 'rrweb';
import 'rrweb/dist/style.css';
import { lastAtOrBefore } from '../state/search.ts';
import { createAnimations } from './animations.ts';
import { checkpointEvents } from './checkpoints/checkpointEvents.ts';
import type { KeptCheckpoint } from './checkpoints/keptCheckpoints.ts';
import { createReplayTrack, MOST_CARRIED } from './checkpoints/replayTrack.ts';
import { hasMoreThanNodes, snapshotPage } from './checkpoints/snapshotPage.ts';
import { passOverFaults, silenceMedia } from './passOverFaults.ts';
import type { RecordedEvent } from './recordedEvents.ts';
import { readFacts, snapshotTime } from './recordedFacts.ts';
import { adaptedStyles, keepAsAdapted } from './styleCache.ts';

/** How playback goes. `at` is by the tab's clock, milliseconds. */
export interface Playback {
  at: number;
  playing: boolean;
  speed: number;
}

/** A stretch of a recording, from a checkpoint on, rebuilt in a frame of its own. It plays forward only. */
export interface Stretch {
  /** The first moment it can show: its checkpoint's. */
  startsAt: number;
  /** The latest moment that may already be showing: what is earlier needs a new stretch. */
  shownUntil(): number;
  /** Shows the page as it was at the moment, and plays on from there if it is playing. */
  jump(playback: Playback): void;
  /** Follows the moment as it goes on: starts, stops and catches up where it must. */
  follow(playback: Playback): void;
  append(events: RecordedEvent[]): void;
  /** Whether the recorded pointer draws a line behind it while it plays. */
  setTrail(on: boolean): void;
  /**
   * A checkpoint of the page as it shows now, from which another stretch can begin; `null` while the page moves, or has more than
   * its nodes tell.
   */
  capture(): KeptCheckpoint | null;
  /** The frame with the page, and the ids that its nodes were recorded with. */
  page: ReplayedPage;
  remove(): void;
}

/** The page in the frame. It is rebuilt by every new stretch; its nodes' ids stay. */
export interface ReplayedPage {
  frame: HTMLIFrameElement;
  /** -1 for what was not recorded. */
  idOf(node: Node): number;
  nodeOf(id: number): Node | null;
}

export interface StretchOptions {
  /** The frame's, for people who cannot see it. */
  title?: string;
  hasTrail?: boolean;
  /** Of a kept checkpoint: what ran in the page, and since when (the tab's clock, milliseconds). */
  begun?: Readonly<Record<string, number>>;
}

/** How far the frame may be from the moment before it is moved, milliseconds of real time: less is not seen. */
const DRIFT_MS = 250;

/** One repaint, milliseconds: a page shows the effect of a click with its next one, so a moment shows it too. */
export const REPAINT_MS = 17;

/**
 * A jump stops so long before its end, milliseconds, to see what is already moving: an animation is shown as far as it was to
 * within half of the distance. Longer ones than the first are rare.
 */
const STOPS_BEFORE_MS = [1_000, 300, 100] as const;

/**
 * So few changes are made in the page itself when jumping: a copy of all its nodes, in which rrweb makes many changes faster, takes
 * longer to make and to compare.
 */
const FEW_EVENTS = 100;

/** A page that scrolls smoothly would still be on its way when a jump has ended. */
const STYLE_RULES = ['*, :root { scroll-behavior: auto !important; }'];

/** A page that scrolled so recently may still be on its way, milliseconds of real time. */
const SCROLLS_FOR_MS = 1_500;

/** The line behind the pointer: as long as the way of so many milliseconds. */
const TRAIL = { duration: 1_500, lineCap: 'round', lineWidth: 3, strokeStyle: '#e0337a' } as const;

/**
 * A last event that never comes: rrweb ends playback at its last event and then forgets where it was, while here more
 * events may follow.
 */
const NEVER: RecordedEvent = { type: 5, timestamp: 8.64e15, data: { tag: 'throughline.never', payload: {} } };

/**
 * Builds a stretch inside `root`. `events` begin with a checkpoint (see `fromCheckpoint`); rrweb writes into them, so
 * they must be the stretch's own. `onSize` hears of the page's viewport, CSS pixels.
 */
export function buildStretch(
  root: HTMLElement,
  events: RecordedEvent[],
  onSize: (size: { width: number; height: number }) => void,
  { title = 'Replay', hasTrail = false, begun }: StretchOptions = {},
): Stretch {
  const holder = root.ownerDocument.createElement('div');
  root.append(holder);
  const start = events[0]?.timestamp ?? 0;
  // Nothing can be shown before the snapshot itself.
  const earliest = (snapshotTime(events) ?? start) - start + 1;
  const { viewports } = readFacts(events);
  const times = incrementalTimes(events);
  const replayer = new Replayer([...events, NEVER], {
    root: holder,
    // A recorded focus would take the keyboard away from the player.
    triggerFocus: false,
    mouseTail: hasTrail ? TRAIL : false,
    showWarning: false,
    insertStyleRules: STYLE_RULES,
    // Never UNSAFE_replayCanvas: it would let the frame run scripts.
    UNSAFE_replayCanvas: false,
  });
  passOverFaults(replayer);
  silenceMedia(replayer.iframe);
  // rrweb reads all style sheets anew for each stretch, which takes most of the time of building one.
  Object.assign(replayer, { cache: adaptedStyles });
  replayer.iframe.title = title;
  replayer.iframe.tabIndex = -1;

  // rrweb keeps how far a page was scrolled in one jump, and scrolls there again in each of the next that change the page.
  const { virtualDom } = replayer as unknown as { virtualDom: { scrollData: unknown } };
  replayer.on('flush', () => {
    virtualDom.scrollData = null;
  });
  const mirror = replayer.getMirror();
  const known =
    begun && Object.fromEntries(Object.entries(begun).map(([name, time]) => [name, time - start]));
  const nameOf = (animation: Animation) => nameOfAnimation(animation, (node) => mirror.getId(node));
  const animations = createAnimations(replayer.iframe, nameOf, known);
  const track = createReplayTrack();
  replayer.on('event-cast', (event) => track.note(event as RecordedEvent));

  let shown = 0;
  let isPlaying = false;
  let speed = 1;
  const offsetOf = (at: number) => Math.max(Math.floor(at - start) + REPAINT_MS, earliest);
  const fitViewport = () => {
    const times = viewports.map(({ time }) => time);
    const size = viewports[Math.max(0, lastAtOrBefore(times, start + shownOffset()))];
    if (!size) return;
    replayer.iframe.setAttribute('width', String(size.width));
    replayer.iframe.setAttribute('height', String(size.height));
    replayer.iframe.style.display = 'block';
    const trail = holder.querySelector<HTMLCanvasElement>('.replayer-mouse-tail');
    // Setting a canvas's size empties it.
    if (trail && (trail.width !== size.width || trail.height !== size.height)) Object.assign(trail, size);
    onSize(size);
  };
  const shownOffset = () => Math.max(shown, isPlaying ? replayer.getCurrentTime() : 0);
  // rrweb announces the first size late, when it may no longer be the one.
  replayer.on('resize', fitViewport);

  /** Shows the page at a moment, standing still. */
  const standAt = (offset: number) => {
    let from = Math.max(shownOffset(), earliest);
    animations.noteBegun(from, from);
    const eventsBetween = (one: number, other: number) =>
      lastAtOrBefore(times, start + other) - lastAtOrBefore(times, start + one);
    // Where nothing happens after a stop, nothing has begun to move.
    const stops = STOPS_BEFORE_MS.map((distance) => offset - distance).filter(
      (stop) => stop > from && eventsBetween(stop, offset) > 0,
    );
    for (const stop of [...stops, offset]) {
      replayer.setConfig({ useVirtualDom: eventsBetween(from, stop) > FEW_EVENTS });
      replayer.pause(stop);
      animations.noteBegun(from, stop);
      // What begins next may begin where this has come to.
      animations.show(stop);
      from = stop;
    }
    shown = offset;
    isPlaying = false;
  };
  const playFrom = (offset: number, atSpeed: number) => {
    animations.release();
    if (speed !== atSpeed) replayer.setConfig({ speed: atSpeed });
    speed = atSpeed;
    shown = offset;
    isPlaying = true;
    replayer.play(offset);
  };
  /** Stops at a moment, or where the frame has come to if that is later: it cannot go back. */
  const stopAt = (offset: number) => {
    const reached = shownOffset();
    if (reached < offset) {
      standAt(offset);
      return;
    }
    shown = reached;
    isPlaying = false;
    replayer.pause();
  };

  return {
    startsAt: start + earliest - 1,
    shownUntil: () => start + shownOffset() - REPAINT_MS,
    jump({ at, playing, speed }) {
      const offset = offsetOf(at);
      standAt(offset);
      if (playing) playFrom(offset, speed);
      fitViewport();
    },
    follow({ at, playing, speed: wanted }) {
      const offset = offsetOf(at);
      if (!playing) {
        if (isPlaying) stopAt(offset);
      } else if (!isPlaying) {
        // The frame may have run a little ahead of the moment; it cannot go back.
        if (offset >= shown - DRIFT_MS * wanted) playFrom(Math.max(offset, shown), wanted);
      } else if (speed !== wanted || offset - replayer.getCurrentTime() > DRIFT_MS * wanted) {
        playFrom(Math.max(offset, shownOffset()), wanted);
      }
    },
    append(more) {
      viewports.push(...readFacts(more).viewports);
      for (const time of incrementalTimes(more)) times.push(time);
      for (const event of more) replayer.addEvent(event);
    },
    setTrail(on) {
      replayer.setConfig({ mouseTail: on ? TRAIL : false });
    },
    page: {
      frame: replayer.iframe,
      idOf: (node) => mirror.getId(node),
      nodeOf: (id) => mirror.getNode(id),
    },
    capture() {
      const { contentDocument: document, contentWindow: window } = replayer.iframe;
      const isMoving = performance.now() - track.scrolledAt < SCROLLS_FOR_MS && isPlaying;
      if (!document || !window || isMoving || track.carried.length > MOST_CARRIED) return null;
      if (hasMoreThanNodes(document, mirror)) return null;
      const snapshot = snapshotPage({ document, mirror, changedSheets: track.changedSheets });
      if (!snapshot) return null;
      keepAsAdapted(snapshot.adaptedCss);
      // What is shown while standing has had all events before its moment; while playing, also those of it.
      const offset = isPlaying ? Math.floor(replayer.getCurrentTime()) + 1 : shown;
      animations.noteBegun(offset, offset);
      const running = Object.entries(animations.begunByName()).map(([name, time]) => [name, time + start]);
      const at = start + offset;
      const events = checkpointEvents(at, snapshot, track, {
        width: Number(replayer.iframe.getAttribute('width')),
        height: Number(replayer.iframe.getAttribute('height')),
        left: window.scrollX,
        top: window.scrollY,
      });
      return { at, json: new Blob([JSON.stringify(events)]), begun: Object.fromEntries(running) };
    },
    remove() {
      replayer.destroy();
      holder.remove();
    },
  };
}

/** rrweb's number, https://github.com/rrweb-io/rrweb/blob/master/packages/types/src/index.ts. */
const INCREMENTAL_SNAPSHOT = 3;

/** When the page changed, or the pointer moved, which may change how it looks. */
function incrementalTimes(events: readonly RecordedEvent[]): number[] {
  return events.filter(({ type }) => type === INCREMENTAL_SNAPSHOT).map(({ timestamp }) => timestamp);
}

/** The name of an animation of the page's, told by the element's recorded id: the same when the page is built anew. */
function nameOfAnimation(animation: Animation, idOf: (node: Node) => number): string {
  const effect = animation.effect as KeyframeEffect | null;
  const { animationName, transitionProperty } = animation as Partial<CSSAnimation & CSSTransition>;
  const target = effect?.target;
  return [target ? idOf(target) : '', effect?.pseudoElement ?? '', animationName ?? transitionProperty].join(
    ' ',
  );
}
