import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { createStore, type Store } from '../state/store.ts';
import { atLeast, type TimeRange } from './axis.ts';

/**
 * The part of the time axis that is shown, outside React: what `zoom` says, or, while nobody has zoomed, `fit`. It is put as
 * `--axis-from` and `--axis-length` (milliseconds) on the element, by which bars place themselves, so that zoom and pan render
 * nothing but the ruler. `refit` looks again.
 */
export function useTimeAxis(
  elementRef: RefObject<HTMLElement | null>,
  zoom: Pick<Store<TimeRange | null>, 'get' | 'subscribe'>,
  fit: () => TimeRange | undefined,
): { axis: Store<TimeRange>; refit: () => void } {
  const axis = useMemo(() => createStore<TimeRange>({ from: 0, to: 1 }), []);
  const latest = useRef({ zoom, fit });
  latest.current = { zoom, fit };
  const refit = useCallback(() => {
    const range = latest.current.zoom.get() ?? latest.current.fit();
    if (!range) return;
    const next = atLeast(range);
    const { from, to } = axis.get();
    if (next.from !== from || next.to !== to) axis.set(next);
  }, [axis]);

  useEffect(() => {
    const put = () => {
      const { from, to } = axis.get();
      elementRef.current?.style.setProperty('--axis-from', String(from));
      elementRef.current?.style.setProperty('--axis-length', String(to - from));
    };
    put();
    return axis.subscribe(put);
  }, [axis, elementRef]);
  useEffect(() => zoom.subscribe(refit), [zoom, refit]);
  // Whatever has changed, the rows in view may be others.
  useLayoutEffect(refit);
  return { axis, refit };
}
