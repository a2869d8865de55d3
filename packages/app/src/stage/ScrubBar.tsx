import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import type { TimedItem } from '../load/session.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { formatPosition } from '../ui/format.ts';
import { markersOf } from './markers.ts';
import styles from './ScrubBar.module.css';

/** How far Page Up and Page Down go, milliseconds. */
const PAGE_MS = 60_000;

/** The whole session as a bar: drag or press keys to move the moment. The moment's going renders nothing of it. */
export function ScrubBar({ items }: { items: TimedItem[] }) {
  const { moment, hover } = useSessionState();
  const from = useStore(moment, (value) => value.from);
  const to = useStore(moment, (value) => value.to);
  const markers = useMemo(() => markersOf(items, from, to), [items, from, to]);
  const trackRef = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const track = trackRef.current;
    if (!track) return;
    const length = Math.max(1, to - from);
    const part = (time: number) => `${Math.max(0, Math.min(1, (time - from) / length)) * 100}%`;
    const move = () => {
      const { at } = moment.get();
      track.style.setProperty('--moment', part(at));
      track.setAttribute('aria-valuenow', String(Math.round(at - from)));
      track.setAttribute('aria-valuetext', `${formatPosition(at - from)} of ${formatPosition(to - from)}`);
    };
    const ghost = () => {
      const time = hover.get();
      track.toggleAttribute('data-hovered', time !== null);
      if (time === null) return;
      track.style.setProperty('--hover', part(time));
      track.style.setProperty('--hover-label', `"${formatPosition(time - from)}"`);
    };
    move();
    ghost();
    const stops = [moment.subscribe(move), hover.subscribe(ghost)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [moment, hover, from, to]);

  const timeAt = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return from + Math.max(0, Math.min(1, (event.clientX - left) / width)) * (to - from);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    moment.seek(timeAt(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const time = timeAt(event);
    hover.set(time);
    if (event.currentTarget.hasPointerCapture(event.pointerId)) moment.seek(time);
  };
  // The arrow keys are those of the whole page; see state/keyboard.ts.
  const onKeyDown = (event: KeyboardEvent) => {
    const { at } = moment.get();
    const target = { Home: from, End: to, PageUp: at - PAGE_MS, PageDown: at + PAGE_MS }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moment.seek(target);
  };

  return (
    <div
      ref={trackRef}
      role="slider"
      aria-label="Moment"
      aria-valuemin={0}
      aria-valuemax={Math.round(to - from)}
      aria-valuenow={Math.round(moment.get().at - from)}
      tabIndex={0}
      className={styles.track}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => hover.set(null)}
      onKeyDown={onKeyDown}
    >
      <div className={styles.rail}>
        <div className={styles.past} />
      </div>
      {markers.map(({ kind, position }) => (
        <div
          key={`${kind} ${position}`}
          className={styles.marker}
          data-kind={kind}
          style={{ left: `${position * 100}%` }}
        />
      ))}
      <div className={styles.ghost} />
      <div className={styles.thumb} />
    </div>
  );
}
