import type { RecordedEvent } from './recordedEvents.ts';

/** What the player needs to know of events besides showing them; times by the tab's clock, milliseconds. */
export interface RecordedFacts {
  /** Sizes of the page's viewport, CSS pixels, from each time on. */
  viewports: { time: number; width: number; height: number }[];
  /** Addresses of the page from each time on. */
  addresses: { time: number; url: string }[];
  /** When the person did something: moved, clicked, scrolled, typed. */
  activity: number[];
}

// rrweb's numbers, https://github.com/rrweb-io/rrweb/blob/master/packages/types/src/index.ts.
const FULL_SNAPSHOT = 2;
const INCREMENTAL_SNAPSHOT = 3;
const META = 4;
const MOUSE_MOVE = 1;
const VIEWPORT_RESIZE = 4;
const INPUT = 5;
const TOUCH_MOVE = 6;
const DRAG = 12;

/** The facts in events given in order of time. */
export function readFacts(events: readonly RecordedEvent[]): RecordedFacts {
  const facts: RecordedFacts = { viewports: [], addresses: [], activity: [] };
  for (const { type, timestamp: time, data } of events) {
    const { width, height, href, source } = data as Record<string, unknown>;
    const isResize = type === META || (type === INCREMENTAL_SNAPSHOT && source === VIEWPORT_RESIZE);
    if (isResize && isLength(width) && isLength(height)) facts.viewports.push({ time, width, height });
    if (type === META && typeof href === 'string') facts.addresses.push({ time, url: href });
    if (type === INCREMENTAL_SNAPSHOT && isPersonal(source)) facts.activity.push(time);
  }
  return facts;
}

function isPersonal(source: unknown): boolean {
  if (typeof source !== 'number') return false;
  return (source >= MOUSE_MOVE && source <= INPUT) || source === TOUCH_MOVE || source === DRAG;
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 100_000;
}

/**
 * The events from the first checkpoint on. A full snapshot comes right after the `Meta` event that gives its size;
 * what comes before belongs to a tree that is not here.
 */
export function fromCheckpoint(events: RecordedEvent[]): RecordedEvent[] {
  const snapshot = events.findIndex(({ type }) => type === FULL_SNAPSHOT);
  if (snapshot < 0) return [];
  return events.slice(events[snapshot - 1]?.type === META ? snapshot - 1 : snapshot);
}

/** Time of the first full snapshot. */
export function snapshotTime(events: readonly RecordedEvent[]): number | undefined {
  return events.find(({ type }) => type === FULL_SNAPSHOT)?.timestamp;
}
