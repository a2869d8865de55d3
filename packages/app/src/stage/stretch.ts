import { Replayer } from 'rrweb';
import 'rrweb/dist/style.css';
import { lastAtOrBefore } from '../state/search.ts';
import type { RecordedEvent } from './recordedEvents.ts';
import { readFacts, snapshotTime } from './recordedFacts.ts';

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
  remove(): void;
}

/** How far the frame may be from the moment before it is moved, milliseconds of real time: less is not seen. */
const DRIFT_MS = 250;

/** One repaint, milliseconds: a page shows the effect of a click with its next one, so a moment shows it too. */
const REPAINT_MS = 17;

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
): Stretch {
  const holder = root.ownerDocument.createElement('div');
  root.append(holder);
  const start = events[0]?.timestamp ?? 0;
  // Nothing can be shown before the snapshot itself.
  const earliest = (snapshotTime(events) ?? start) - start + 1;
  const { viewports } = readFacts(events);
  const replayer = new Replayer([...events, NEVER], {
    root: holder,
    // A recorded focus would take the keyboard away from the player.
    triggerFocus: false,
    mouseTail: false,
    showWarning: false,
    // Never UNSAFE_replayCanvas: it would let the frame run scripts.
    UNSAFE_replayCanvas: false,
  });
  replayer.iframe.title = 'Replay';
  replayer.iframe.tabIndex = -1;

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
    onSize(size);
  };
  const shownOffset = () => Math.max(shown, isPlaying ? replayer.getCurrentTime() : 0);
  // rrweb announces the first size late, when it may no longer be the one.
  replayer.on('resize', fitViewport);

  const playFrom = (offset: number, atSpeed: number) => {
    if (speed !== atSpeed) replayer.setConfig({ speed: atSpeed });
    speed = atSpeed;
    shown = offset;
    isPlaying = true;
    replayer.play(offset);
  };
  const stop = () => {
    shown = shownOffset();
    isPlaying = false;
    replayer.pause();
  };

  return {
    startsAt: start + earliest - 1,
    shownUntil: () => start + shownOffset() - REPAINT_MS,
    jump({ at, playing, speed }) {
      const offset = offsetOf(at);
      if (playing) playFrom(offset, speed);
      else {
        isPlaying = false;
        shown = offset;
        replayer.pause(offset);
      }
      fitViewport();
    },
    follow({ at, playing, speed: wanted }) {
      const offset = offsetOf(at);
      if (!playing) {
        if (isPlaying) stop();
      } else if (!isPlaying) {
        // The frame may have run a little ahead of the moment; it cannot go back.
        if (offset >= shown - DRIFT_MS * wanted) playFrom(Math.max(offset, shown), wanted);
      } else if (speed !== wanted || offset - replayer.getCurrentTime() > DRIFT_MS * wanted) {
        playFrom(Math.max(offset, shownOffset()), wanted);
      }
    },
    append(more) {
      viewports.push(...readFacts(more).viewports);
      for (const event of more) replayer.addEvent(event);
    },
    remove() {
      replayer.destroy();
      holder.remove();
    },
  };
}
