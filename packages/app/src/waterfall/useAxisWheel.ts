import { type RefObject, useEffect, useRef } from 'react';

/** How much one pixel of the wheel zooms. */
const ZOOM_A_PIXEL = 1.002;

/** What turns of the wheel do to the time axis. */
interface AxisWheel {
  /** Below 1 to zoom in, around where the pointer is. */
  zoom: (factor: number, clientX: number) => void;
  /** By a part of what is shown. */
  pan: (part: number) => void;
}

/** Zooms for turns of the wheel with Ctrl and for pinches, pans for those with Shift and for swipes to the side. */
export function useAxisWheel(elementRef: RefObject<HTMLElement | null>, does: AxisWheel): void {
  const latest = useRef(does);
  latest.current = does;
  useEffect(() => {
    const element = elementRef.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const { ctrlKey, metaKey, shiftKey, deltaX, deltaY, clientX } = event;
      const isZoom = ctrlKey || metaKey;
      const isPan = shiftKey || Math.abs(deltaX) > Math.abs(deltaY);
      if (!isZoom && !isPan) return;
      event.preventDefault();
      event.stopPropagation();
      if (isZoom) latest.current.zoom(ZOOM_A_PIXEL ** deltaY, clientX);
      else latest.current.pan((deltaX || deltaY) / element.clientWidth);
    };
    // Not passive: else the browser zooms the page, or goes back.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [elementRef]);
}
