import { useEffect, useRef } from 'react';
import { useSessionState } from '../state/sessionState.tsx';
import type { TimeRange } from '../state/timeRange.ts';

/**
 * Moves the lines of the moment and of the hovered time over the time axis, without rendering: `--moment` and `--hover` are parts
 * of one, `data-moment` and `data-hover` say whether they lie on it.
 */
export function useAxisCursors({ from, to }: TimeRange) {
  const { moment, hover } = useSessionState();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const put = (name: 'moment' | 'hover', time: number | null) => {
      const element = ref.current;
      if (!element) return;
      const isOn = time !== null && time >= from && time <= to && to > from;
      element.toggleAttribute(`data-${name}`, isOn);
      if (isOn) element.style.setProperty(`--${name}`, String((time - from) / (to - from)));
    };
    const onMoment = () => put('moment', moment.get().at);
    const onHover = () => put('hover', hover.get());
    onMoment();
    onHover();
    const stops = [moment.subscribe(onMoment), hover.subscribe(onHover)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [moment, hover, from, to]);
  return ref;
}
