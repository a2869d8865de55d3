import type { RecordingGap } from '@throughline/model';
import { useSessionState } from '../../state/sessionState.tsx';
import { type Store, useStore } from '../../state/store.ts';
import type { TimeRange } from '../../state/timeRange.ts';
import { formatDuration, formatPrecisePosition } from '../../ui/format.ts';
import type { LoadSegments } from '../segmentCache.ts';
import { gapText } from './GapMarks.tsx';
import styles from './HoverCard.module.css';
import type { Lane } from './lanes.ts';
import { nearby } from './nearby.ts';
import { PREVIEW_WIDTH, Preview } from './Preview.tsx';
import type { Pointed } from './pointed.ts';
import type { Recorded } from './recorded.ts';

/** How far from the pointer a thing still counts as pointed at, CSS pixels. */
const REACH_PX = 4;

/** Most things that are named. */
const MOST_NAMED = 5;

/** Room on both sides of the picture, CSS pixels. */
const PADDING = 8;

interface HoverCardProps {
  lanes: Lane[];
  seen: TimeRange;
  /** Of the axis, CSS pixels. */
  width: number;
  inactive: TimeRange[];
  gaps: RecordingGap[];
  recorded: Recorded;
  loadSegments: LoadSegments;
}

/** What is at the time under the pointer: its time, what happened there, and how the page looked. */
export function HoverCard({ pointed, ...props }: HoverCardProps & { pointed: Store<Pointed | null> }) {
  const place = useStore(pointed, (value) => value);
  return place && <Card place={place} {...props} />;
}

function Card({
  place,
  lanes,
  seen,
  width,
  inactive,
  gaps,
  recorded,
  loadSegments,
}: HoverCardProps & { place: Pointed }) {
  const { moment } = useSessionState();
  const start = useStore(moment, ({ from }) => from);
  const { time, x } = place;
  const reach = (REACH_PX / Math.max(1, width)) * (seen.to - seen.from);
  const items = nearby(lanes, time, reach, MOST_NAMED);
  const gap = gaps.find(({ from, to }) => from - reach <= time && time <= to + reach);
  const idle = inactive.find(({ from, to }) => from < time && time < to);
  const wide = PREVIEW_WIDTH + 2 * PADDING;
  return (
    <div
      role="tooltip"
      className={styles.card}
      style={{ left: Math.max(0, Math.min(x - wide / 2, width - wide)), width: wide }}
    >
      <Preview time={time} recorded={recorded} loadSegments={loadSegments} />
      <strong>{formatPrecisePosition(time - start)}</strong>
      {gap && <span className={styles.gap}>{gapText(gap, start)}</span>}
      {idle && !gap && (
        <span className={styles.idle}>{formatDuration(idle.to - idle.from)} of inactivity</span>
      )}
      {items.map(({ id, title, service, severity }) => (
        <span key={id} className={styles.item} data-severity={severity}>
          <span className={styles.service}>{service}</span> {title}
        </span>
      ))}
    </div>
  );
}
