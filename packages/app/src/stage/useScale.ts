import { useEffect, useRef, useState } from 'react';
import type { PictureZoom } from '../state/pictureZoom.ts';

/** Room left around the page, CSS pixels. */
const MARGIN = 12;

/** By what the page is scaled: to fit into the element of `outerRef`, never enlarged, or as chosen. */
export function useScale(size: { width: number; height: number } | null, zoom: PictureZoom) {
  const outerRef = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!outerRef.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(outerRef.current);
    return () => observer.disconnect();
  }, []);
  const fitting = size
    ? Math.max(
        0.01,
        Math.min(1, (room.width - 2 * MARGIN) / size.width, (room.height - 2 * MARGIN) / size.height),
      )
    : 1;
  return { outerRef, scale: zoom === 'fit' ? fitting : zoom };
}
