import { type PointerEvent, useRef } from 'react';
import { useSessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';
import type { TimeRange } from '../../state/timeRange.ts';
import { panned } from '../../state/timeView.ts';
import styles from './ActivityTimeline.module.css';

/** Part of what is seen that an arrow key moves by. */
const KEY_SHARE = 0.25;

/** Where in the session the part lies that is seen; drag it, or press arrow keys, to move it. */
export function ZoomBar({ whole }: { whole: TimeRange }) {
  const { zoom } = useSessionState();
  const zoomed = useStore(zoom, (value) => value);
  const last = useRef(0);
  const length = whole.to - whole.from;
  if (!zoomed) return <div className={styles.zoomBar} aria-hidden />;
  const move = (ms: number) => zoom.set(panned(zoom.get(), whole, ms));
  const part = (ms: number) => `${(ms / length) * 100}%`;
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const bar = event.currentTarget.parentElement?.clientWidth ?? 1;
    move(((event.clientX - last.current) / bar) * length);
    last.current = event.clientX;
  };
  return (
    <div className={styles.zoomBar}>
      <div
        role="slider"
        aria-label="Part of the session that is seen"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.round(length - (zoomed.to - zoomed.from))}
        aria-valuenow={Math.round(zoomed.from - whole.from)}
        tabIndex={0}
        className={styles.zoomThumb}
        style={{ left: part(zoomed.from - whole.from), width: part(zoomed.to - zoomed.from) }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = event.clientX;
        }}
        onPointerMove={onPointerMove}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (!step) return;
          event.preventDefault();
          move(step * KEY_SHARE * (zoomed.to - zoomed.from));
        }}
      />
    </div>
  );
}
