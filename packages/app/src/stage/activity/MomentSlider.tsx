import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { setRange } from '../../state/actions.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import type { Store } from '../../state/store.ts';
import { rangeBetween, type TimeRange } from '../../state/timeRange.ts';
import { panned, zoomed } from '../../state/timeView.ts';
import { formatPosition } from '../../ui/format.ts';
import styles from './MomentSlider.module.css';
import type { Pointed } from './pointed.ts';

/** How far Page Up and Page Down go, milliseconds. */
const PAGE_MS = 60_000;

/** A press that moves less chooses no range, CSS pixels. */
const DRAG_PX = 3;

/** By how much one pixel of the wheel zooms, as the exponent of 2. */
const ZOOM_PER_PX = 1 / 200;

/** The moment on the axis of time, and all that the pointer does there. */
export function MomentSlider({
  whole,
  seen,
  pointed,
}: {
  whole: TimeRange;
  seen: TimeRange;
  pointed: Store<Pointed | null>;
}) {
  const state = useSessionState();
  const { moment, hover, zoom } = state;
  const ref = useRef<HTMLDivElement>(null);
  const { from, to } = whole;

  useEffect(() => {
    const slider = ref.current;
    if (!slider) return;
    const part = (time: number) => `${((time - seen.from) / (seen.to - seen.from)) * 100}%`;
    const isSeen = (time: number) => time >= seen.from && time <= seen.to;
    const move = () => {
      const { at } = moment.get();
      slider.style.setProperty('--moment', part(at));
      slider.toggleAttribute('data-outside', !isSeen(at));
      slider.setAttribute('aria-valuenow', String(Math.round(at - from)));
      slider.setAttribute('aria-valuetext', `${formatPosition(at - from)} of ${formatPosition(to - from)}`);
    };
    const ghost = () => {
      const time = hover.get();
      slider.toggleAttribute('data-hovered', time !== null && isSeen(time));
      if (time !== null) slider.style.setProperty('--hover', part(time));
    };
    move();
    ghost();
    const stops = [moment.subscribe(move), hover.subscribe(ghost)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [moment, hover, seen, from, to]);

  // React's own listeners of the wheel cannot keep the browser from zooming the page.
  useEffect(() => {
    const slider = ref.current;
    if (!slider) return;
    const onWheel = (event: WheelEvent) => {
      const { left, width } = slider.getBoundingClientRect();
      const { from, to } = zoom.get() ?? whole;
      const sideways = event.deltaX + (event.shiftKey ? event.deltaY : 0);
      if (event.ctrlKey || event.metaKey) {
        const anchor = from + ((event.clientX - left) / width) * (to - from);
        zoom.set(zoomed(zoom.get(), whole, 2 ** (-event.deltaY * ZOOM_PER_PX), anchor));
      } else if (sideways !== 0) zoom.set(panned(zoom.get(), whole, (sideways / width) * (to - from)));
      else return;
      event.preventDefault();
    };
    slider.addEventListener('wheel', onWheel, { passive: false });
    return () => slider.removeEventListener('wheel', onWheel);
  }, [zoom, whole]);

  const timeAt = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const part = Math.max(0, Math.min(1, (event.clientX - left) / Math.max(1, width)));
    return seen.from + part * (seen.to - seen.from);
  };
  /** What the press that lasts is: a range from its time on, or a movement of the moment. */
  const pressed = useRef<{ x: number; time: number; chooses: boolean } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const time = timeAt(event);
    pressed.current = { x: event.clientX, time, chooses: event.shiftKey };
    if (!event.shiftKey) moment.seek(time);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const time = timeAt(event);
    hover.set(time);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    pointed.set({ time, x: event.clientX - left, y: event.clientY - top });
    const press = pressed.current;
    if (!press || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    if (!press.chooses) moment.seek(time);
    else if (Math.abs(event.clientX - press.x) >= DRAG_PX) setRange(state, rangeBetween(press.time, time));
  };
  const onPointerUp = () => {
    pressed.current = null;
  };
  const onPointerLeave = () => {
    hover.set(null);
    pointed.set(null);
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
      ref={ref}
      role="slider"
      aria-label="Moment"
      aria-valuemin={0}
      aria-valuemax={Math.round(to - from)}
      aria-valuenow={Math.round(moment.get().at - from)}
      tabIndex={0}
      className={styles.slider}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onPointerLeave={onPointerLeave}
      onKeyDown={onKeyDown}
    >
      <div className={styles.ghost} />
      <div className={styles.moment} />
    </div>
  );
}
