import { useEffect, useRef } from 'react';
import { useSessionState } from '../state/sessionState.tsx';

/**
 * Moves the two lines that show the moment and the hovered time, without rendering: sets `--at` of each, milliseconds from
 * `origin` (Unix milliseconds), and hides the one that has no time.
 */
export function useTimeCursors(origin: number) {
  const { moment, hover } = useSessionState();
  const momentRef = useRef<HTMLDivElement>(null);
  const hoverRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const put = (element: HTMLElement | null, time: number | null) => {
      if (!element) return;
      element.hidden = time === null;
      if (time !== null) element.style.setProperty('--at', String(time - origin));
    };
    const onMoment = () => put(momentRef.current, moment.get().at);
    const onHover = () => put(hoverRef.current, hover.get());
    onMoment();
    onHover();
    const stops = [moment.subscribe(onMoment), hover.subscribe(onHover)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [moment, hover, origin]);
  return { momentRef, hoverRef };
}
