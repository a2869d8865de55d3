import type { RecordingGap } from '@throughline/model';
import type { TimeRange } from '../../state/timeRange.ts';
import { formatDuration, formatPosition } from '../../ui/format.ts';
import styles from './ActivityTimeline.module.css';

/** More gaps than these are only drawn. */
const MOST_MARKS = 50;

/** A word for each gap of the recording that is seen, where it lies. */
export function GapMarks({ gaps, seen, whole }: { gaps: RecordingGap[]; seen: TimeRange; whole: TimeRange }) {
  const shown = gaps.filter(({ from, to }) => to >= seen.from && from <= seen.to).slice(0, MOST_MARKS);
  const part = (time: number) => Math.max(0, Math.min(1, (time - seen.from) / (seen.to - seen.from))) * 100;
  return shown.map((gap) => (
    <div
      key={gap.from}
      role="note"
      aria-label={gapText(gap, whole.from)}
      className={styles.gap}
      style={{ left: `${part(gap.from)}%`, width: `${part(gap.to) - part(gap.from)}%` }}
    />
  ));
}

/** What is said of a gap. */
export function gapText({ from, to, segments }: RecordingGap, start: number): string {
  const parts = segments === 1 ? '1 part' : `${segments} parts`;
  return `Gap in the recording at ${formatPosition(from - start)}, ${formatDuration(to - from)}: ${parts} never arrived`;
}
