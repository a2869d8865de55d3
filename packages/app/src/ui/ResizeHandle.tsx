import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './ResizeHandle.module.css';

/** How far an arrow key moves the edge, CSS pixels. */
const KEY_STEP = 24;

/** The edge between two panels: drag it, or focus it and use the arrow keys. `size` grows to the left or upwards. */
export function ResizeHandle({
  label,
  orientation,
  size,
  least,
  most,
  onResize,
}: {
  label: string;
  orientation: 'horizontal' | 'vertical';
  size: number;
  least: number;
  most: number;
  onResize: (size: number) => void;
}) {
  const isVertical = orientation === 'vertical';
  const resize = (next: number) => onResize(Math.round(Math.max(least, Math.min(next, most))));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    const from = isVertical ? event.clientX : event.clientY;
    handle.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent) =>
      resize(size + from - (isVertical ? move.clientX : move.clientY));
    const onUp = () => handle.removeEventListener('pointermove', onMove);
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('lostpointercapture', onUp, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const grows = isVertical ? 'ArrowLeft' : 'ArrowUp';
    const shrinks = isVertical ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== grows && event.key !== shrinks) return;
    event.preventDefault();
    resize(size + (event.key === grows ? KEY_STEP : -KEY_STEP));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is a widget (ARIA 1.2), <hr> is not.
    <div
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
