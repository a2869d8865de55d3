import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import styles from './ActivityTimeline.module.css';
import { type Drawing, drawLanes, heightOf } from './draw.ts';

/** The lanes, drawn anew when they, what is seen, the size or the theme changes; never for the moment's going. */
export function LaneCanvas({ lanes, seen, width, inactive, gaps }: Drawing) {
  const ref = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read here.
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    // The theme's colours change with its attribute, which is set in the same commit or just after.
    const frame = requestAnimationFrame(() => {
      const style = getComputedStyle(canvas);
      drawLanes(canvas, { lanes, seen, width, inactive, gaps }, (color) => {
        const [, token] = /^var\((--[\w-]+)\)$/.exec(color) ?? [];
        return token ? style.getPropertyValue(token) : color;
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [lanes, seen, width, inactive, gaps, scheme]);
  return (
    <canvas ref={ref} className={styles.canvas} style={{ height: heightOf(lanes.length) }} aria-hidden />
  );
}
