import type { TimeRange } from '../../state/timeRange.ts';
import { columnsOf } from './columns.ts';
import type { Lane } from './lanes.ts';

/** Height of a lane and the room between two, CSS pixels. */
export const LANE_HEIGHT = 11;
export const LANE_GAP = 2;

/** Distance of the lines that mark where nothing happens, CSS pixels. */
const HATCH_PX = 6;

export interface Drawing {
  lanes: readonly Lane[];
  seen: TimeRange;
  /** CSS pixels. */
  width: number;
  inactive: readonly TimeRange[];
  gaps: readonly TimeRange[];
}

/** Height of so many lanes, CSS pixels. */
export function heightOf(lanes: number): number {
  return lanes * (LANE_HEIGHT + LANE_GAP) - LANE_GAP;
}

/** Draws the lanes anew. `colorOf` gives what a colour of the theme is now, e.g. of `var(--error)`. */
export function drawLanes(
  canvas: HTMLCanvasElement,
  { lanes, seen, width, inactive, gaps }: Drawing,
  colorOf: (color: string) => string,
): void {
  const context = canvas.getContext('2d');
  if (!context || width <= 0) return;
  const height = heightOf(lanes.length);
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  context.scale(density, density);
  const scale = width / (seen.to - seen.from);
  const place = ({ from, to }: TimeRange) => [(from - seen.from) * scale, (to - seen.from) * scale] as const;

  context.fillStyle = colorOf('var(--line)');
  lanes.forEach((_, index) => {
    context.fillRect(0, topOf(index) + LANE_HEIGHT, width, 1);
  });
  context.strokeStyle = colorOf('var(--line)');
  for (const stretch of inactive) hatch(context, ...place(stretch), width, height);
  for (const gap of gaps) {
    const [left, right] = place(gap);
    context.fillStyle = colorOf('var(--warning-soft)');
    context.fillRect(left, 0, Math.max(2, right - left), height);
  }
  lanes.forEach((lane, index) => {
    const color = colorOf(lane.color);
    const failed = colorOf('var(--error)');
    for (const column of columnsOf(lane, seen, width)) {
      context.fillStyle = column.failed ? failed : color;
      const tall = Math.max(2, column.share * LANE_HEIGHT);
      context.fillRect(column.x, topOf(index) + LANE_HEIGHT - tall, column.width, tall);
    }
  });
}

function topOf(index: number): number {
  return index * (LANE_HEIGHT + LANE_GAP);
}

/** Slanted lines between two places. */
function hatch(
  context: CanvasRenderingContext2D,
  left: number,
  right: number,
  width: number,
  height: number,
): void {
  const [from, to] = [Math.max(0, left), Math.min(width, right)];
  if (to <= from) return;
  context.save();
  context.beginPath();
  context.rect(from, 0, to - from, height);
  context.clip();
  context.beginPath();
  for (let x = from - (from % HATCH_PX) - height; x < to; x += HATCH_PX) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
  context.restore();
}
