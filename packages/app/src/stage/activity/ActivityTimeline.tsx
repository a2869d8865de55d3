import type { Note } from '@throughline/format';
import { recordingGaps } from '@throughline/model';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TimedItem } from '../../load/session.ts';
import { inactiveStretches } from '../../state/inactivity.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import { createStore, useStore } from '../../state/store.ts';
import { holding } from '../../state/timeView.ts';
import type { LoadSegments } from '../segmentCache.ts';
import styles from './ActivityTimeline.module.css';
import { CausedBand } from './CausedBand.tsx';
import { ErrorMarks } from './ErrorMarks.tsx';
import { GapMarks } from './GapMarks.tsx';
import { HoverCard } from './HoverCard.tsx';
import { LaneCanvas } from './LaneCanvas.tsx';
import { activityLane, lanesOf } from './lanes.ts';
import { MomentSlider } from './MomentSlider.tsx';
import { NoteMarks } from './NoteMarks.tsx';
import type { Pointed } from './pointed.ts';
import { RangeBand } from './RangeBand.tsx';
import type { Recorded } from './recorded.ts';
import { Tools } from './Tools.tsx';
import { useWidth } from './useWidth.ts';

/**
 * The whole session, or the part of it that is zoomed into, as lanes over one axis of time: drag or press keys to move the moment,
 * with Shift to choose a range. The moment's going renders nothing of it.
 */
export function ActivityTimeline({
  items,
  recorded,
  notes,
  colors,
  loadSegments,
}: {
  items: TimedItem[];
  notes: readonly Note[];
  recorded: Recorded;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
  loadSegments: LoadSegments;
}) {
  const { moment, activity, zoom } = useSessionState();
  const from = useStore(moment, (value) => value.from);
  const to = useStore(moment, (value) => value.to);
  const moved = useStore(activity, (value) => value);
  const zoomed = useStore(zoom, (value) => value);
  const whole = useMemo(() => ({ from, to: Math.max(to, from + 1) }), [from, to]);
  const seen = zoomed ?? whole;

  const lanes = useMemo(
    () => [activityLane(items, moved), ...lanesOf(items, colors)],
    [items, moved, colors],
  );
  const inactive = useMemo(() => {
    const happened = [...items.map(({ time }) => time), ...moved].sort((a, b) => a - b);
    return inactiveStretches(happened, whole);
  }, [items, moved, whole]);
  const { tabs, segments } = recorded;
  const gaps = useMemo(() => recordingGaps(tabs, segments), [tabs, segments]);

  useMomentInView();
  const plotRef = useRef<HTMLDivElement>(null);
  const width = useWidth(plotRef);
  const [pointed] = useState(() => createStore<Pointed | null>(null));
  const errors = lanes.findIndex(({ id }) => id === 'errors');
  return (
    <section className={styles.timeline} aria-label="Activity">
      <div className={styles.names} aria-hidden>
        {lanes.map(({ id, name }) => (
          <span key={id} className={styles.name} title={name}>
            {name}
          </span>
        ))}
        {notes.length > 0 && <span className={styles.name}>Notes</span>}
      </div>
      <div className={styles.plot} ref={plotRef}>
        <LaneCanvas lanes={lanes} seen={seen} width={width} inactive={inactive} gaps={gaps} />
        {notes.length > 0 && <div className={styles.notes} />}
        <RangeBand seen={seen} />
        <CausedBand seen={seen} start={whole.from} />
        <MomentSlider whole={whole} seen={seen} pointed={pointed} />
        <GapMarks gaps={gaps} seen={seen} whole={whole} />
        <ErrorMarks lane={lanes[errors]} row={errors} seen={seen} />
        <NoteMarks notes={notes} row={lanes.length} seen={seen} />
        <HoverCard
          pointed={pointed}
          lanes={lanes}
          seen={seen}
          width={width}
          inactive={inactive}
          gaps={gaps}
          recorded={recorded}
          loadSegments={loadSegments}
        />
      </div>
      <Tools whole={whole} />
    </section>
  );
}

/** Moves what is seen when the moment leaves it: by playing on, or by a jump to elsewhere. */
function useMomentInView(): void {
  const { moment, zoom } = useSessionState();
  useEffect(() => {
    let last = moment.get();
    return moment.subscribe(() => {
      const before = last;
      last = moment.get();
      const seen = zoom.get();
      if (!seen) return;
      const wasSeen = before.at >= seen.from && before.at <= seen.to;
      if (wasSeen || last.jumps !== before.jumps) zoom.set(holding(seen, last, last.at));
    });
  }, [moment, zoom]);
}
