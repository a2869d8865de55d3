import type { RecordedEvent } from '../recordedEvents.ts';
import type { ReplayTrack } from './replayTrack.ts';
import type { PageSnapshot } from './snapshotPage.ts';

/** How the page is scrolled and how large it is seen, CSS pixels. */
export interface Viewport {
  width: number;
  height: number;
  left: number;
  top: number;
}

// rrweb's numbers, https://github.com/rrweb-io/rrweb/blob/master/packages/types/src/index.ts.
const FULL_SNAPSHOT = 2;
const INCREMENTAL_SNAPSHOT = 3;
const META = 4;
const MOUSE_MOVE = 1;
const INPUT = 5;

/**
 * The events from which playback can begin at `at` (by the tab's clock, milliseconds), as if a checkpoint had been recorded just
 * before: the page, then all that its nodes do not tell.
 */
export function checkpointEvents(
  at: number,
  snapshot: PageSnapshot,
  track: Pick<ReplayTrack, 'meta' | 'carried' | 'pointer'>,
  { width, height, left, top }: Viewport,
): RecordedEvent[] {
  const before = at - 1;
  const incremental = (data: object) => ({ type: INCREMENTAL_SNAPSHOT, timestamp: before, data });
  const events: object[] = [
    { type: META, timestamp: before, data: { ...(track.meta?.data as object | undefined), width, height } },
    {
      type: FULL_SNAPSHOT,
      timestamp: before,
      data: { node: snapshot.node, initialOffset: { left, top } },
    },
    ...track.carried.map((event) => ({ ...event, timestamp: before })),
    ...snapshot.fields.map((field) => incremental({ source: INPUT, ...field })),
  ];
  if (track.pointer)
    events.push(incremental({ source: MOUSE_MOVE, positions: [{ ...track.pointer, timeOffset: 0 }] }));
  return events as RecordedEvent[];
}
