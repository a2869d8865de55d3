import { type PointerEvent, useState } from 'react';
import { type Store, useStore } from '../state/store.ts';
import { formatDuration, formatPosition, formatPrecisePosition } from '../ui/format.ts';
import type { TimeRange } from './axis.ts';
import styles from './Ruler.module.css';
import { rulerTicks } from './ruler.ts';

/** Labels on the time axis. */
const TICKS_MOST = 6;

/** Beyond this part of the axis a label would be cut off. */
const LABELS_UP_TO = 0.95;

/** A drag over fewer pixels is a click. */
const DRAG_PIXELS = 4;

/**
 * The labels of the time axis. A drag over it shows the part that was dragged over, a click goes to the time, a double click
 * shows all again.
 */
export function Ruler({
  axis,
  base,
  isSession,
  onRange,
  onSeek,
  onReset,
}: {
  axis: Store<TimeRange>;
  /** What labels count from, milliseconds from the waterfall's origin. */
  base: number;
  /** Whether labels are positions within the session, or durations. */
  isSession: boolean;
  onRange: (range: TimeRange) => void;
  onSeek: (time: number) => void;
  onReset: () => void;
}) {
  const { from, to } = useStore(axis, (value) => value);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const { times, step } = rulerTicks(from - base, to - base, TICKS_MOST);
  const label = (time: number) => {
    if (!isSession)
      return Math.abs(time) < step / 2 ? '0' : `${time < 0 ? '−' : ''}${formatDuration(Math.abs(time))}`;
    if (step >= 1000) return formatPosition(time);
    if (step >= 1) return formatPrecisePosition(time + 0.001);
    return `${formatPrecisePosition(time + 1e-6)} + ${Math.round((((time % 1) + 1) % 1) * 1000)} µs`;
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const element = event.currentTarget;
    const { left, width } = element.getBoundingClientRect();
    const begun = event.clientX - left;
    let last = begun;
    element.setPointerCapture(event.pointerId);
    const timeAt = (x: number) => from + (Math.max(0, Math.min(x, width)) / width) * (to - from);
    const onMove = (moved: globalThis.PointerEvent) => {
      last = moved.clientX - left;
      if (Math.abs(last - begun) >= DRAG_PIXELS)
        setDrag({ from: Math.min(begun, last) / width, to: Math.max(begun, last) / width });
    };
    const onUp = () => {
      element.removeEventListener('pointermove', onMove);
      setDrag(null);
      const [first, second] = [timeAt(Math.min(begun, last)), timeAt(Math.max(begun, last))];
      if (Math.abs(last - begun) < DRAG_PIXELS) onSeek(first);
      else if (second > first) onRange({ from: first, to: second });
    };
    element.addEventListener('pointermove', onMove);
    element.addEventListener('lostpointercapture', onUp, { once: true });
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
    <div
      role="group"
      aria-label="Time axis"
      className={styles.ruler}
      title="Drag to zoom in, double click to zoom out"
      onPointerDown={onPointerDown}
      onDoubleClick={onReset}
    >
      {times.map((time) => (
        <span
          key={time}
          className={styles.tick}
          style={{ left: `${((time + base - from) / (to - from)) * 100}%` }}
        >
          {(time + base - from) / (to - from) < LABELS_UP_TO && label(time)}
        </span>
      ))}
      {drag && (
        <div
          className={styles.drag}
          style={{ left: `${drag.from * 100}%`, width: `${(drag.to - drag.from) * 100}%` }}
        />
      )}
    </div>
  );
}
