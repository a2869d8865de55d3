import { useEffect, useRef } from 'react';
import { useSessionState } from '../state/sessionState.tsx';

/**
 * Moves the lines that show the moment and the hovered time over a time axis that begins at `start` (Unix
 * milliseconds) and is `duration` milliseconds long, without rendering. Sets `--moment` and `--hover` (0 to 1) and the
 * attributes `data-moment` and `data-hover` while these lie on the axis.
 */
export function useTimeCursors(start: number, duration: number) {
  const { moment, hover } = useSessionState();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const put = (name: string, time: number | null) => {
      const part = time === null ? -1 : (time - start) / Math.max(duration, 1e-6);
      const isOnAxis = part >= 0 && part <= 1;
      element.toggleAttribute(`data-${name}`, isOnAxis);
      if (isOnAxis) element.style.setProperty(`--${name}`, String(part));
    };
    const onMoment = () => put('moment', moment.get().at);
    const onHover = () => put('hover', hover.get());
    onMoment();
    onHover();
    const stops = [moment.subscribe(onMoment), hover.subscribe(onHover)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [moment, hover, start, duration]);
  return ref;
}
