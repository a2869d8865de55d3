import type { SegmentEvents, SegmentSummary, SharedView } from '@throughline/format';
import { listSegments } from '../query/segments.ts';
import type { Reader } from '../store/reader.ts';
import { eventsWithin, segmentsWithin } from './access/sharedView.ts';

/** The segments that a share link's range is played from. */
export async function sharedSegments(reader: Reader, view: SharedView): Promise<SegmentSummary[]> {
  const { project, session } = view;
  return segmentsWithin((await listSegments(reader, { project, session })).segments, view);
}

/** Of segments of a tab those that the link shows, without the events after its range. */
export async function cutSegments(
  reader: Reader,
  view: SharedView,
  tab: string,
  segments: readonly SegmentEvents[],
): Promise<SegmentEvents[]> {
  const shown = new Set(
    (await sharedSegments(reader, view)).filter((segment) => segment.tab === tab).map(({ seq }) => seq),
  );
  return segments
    .filter(({ seq }) => shown.has(seq))
    .map(({ seq, events }) => ({ seq, events: eventsWithin(events, view) }));
}

/** The events of one segment likewise; `undefined` if the link does not show it. */
export async function cutEvents(
  reader: Reader,
  view: SharedView,
  { tab, seq }: { tab: string; seq: number },
  events: string | undefined,
): Promise<string | undefined> {
  if (events === undefined) return undefined;
  const [cut] = await cutSegments(reader, view, tab, [{ seq, events }]);
  return cut?.events;
}
