import { type DrawnMark, type MarkPoint, type MarkShape, NOTE_LIMITS, type Note } from '@throughline/format';

/** How long the marks of a note are shown from its moment on, milliseconds: long enough to be seen in a replay that plays. */
const SHOWN_MS = 5_000;

/** How long an arrow's head is, and half as wide, CSS pixels. */
const HEAD_PX = 14;

/** The notes with marks on the page of this tab that are shown at the moment. */
export function markedNotesAt(notes: readonly Note[], tab: string, at: number): Note[] {
  return notes.filter(
    (note) => note.marks.length > 0 && note.tab === tab && note.moment <= at && at < note.moment + SHOWN_MS,
  );
}

/** What SVG draws of a mark over a page of this size, as the `d` of a path. */
export function pathOf({ shape, points }: DrawnMark, width: number, height: number): string {
  const places = points.map(([x, y]) => [x * width, y * height] as const);
  const [first = [0, 0], ...rest] = places;
  const last = rest.at(-1) ?? first;
  if (shape === 'rectangle') return `M${at(first)}H${round(last[0])}V${round(last[1])}H${round(first[0])}Z`;
  const line = `M${at(first)}${rest.map((place) => `L${at(place)}`).join('')}`;
  return shape === 'arrow' ? line + headOf(first, last) : line;
}

/** A mark as it is drawn: the pointer went from its first point by those between to the one where it is now. */
export function markThrough(shape: MarkShape, points: readonly MarkPoint[]): DrawnMark | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  if (shape === 'freehand') return points.length > 1 ? { shape, points: thinned(points) } : null;
  return { shape, points: [first, last] };
}

/** Whether the pointer went so little that it was a slip of the hand; of a page of this size, CSS pixels. */
export function isSlip({ points }: DrawnMark, width: number, height: number): boolean {
  const [first = [0, 0]] = points;
  return points.every(([x, y]) => Math.hypot((x - first[0]) * width, (y - first[1]) * height) < SLIP_PX);
}

const SLIP_PX = 4;

/** The point of the page where the pointer is, 0 to 1, at the edge if it left the page. */
export function pointIn(
  { left, top, width, height }: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  { clientX, clientY }: { clientX: number; clientY: number },
): MarkPoint {
  return [share(clientX - left, width), share(clientY - top, height)];
}

/** As many points as a mark may have, evenly taken, its ends among them. */
function thinned(points: readonly MarkPoint[]): MarkPoint[] {
  const most = NOTE_LIMITS.markPoints;
  if (points.length <= most) return [...points];
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)] ?? [0, 0]);
}

type Place = readonly [x: number, y: number];

function headOf(tail: Place, tip: Place): string {
  const [dx, dy] = [tip[0] - tail[0], tip[1] - tail[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [(dx / length) * HEAD_PX, (dy / length) * HEAD_PX];
  const side = (sign: 1 | -1): Place => [tip[0] - ux - (sign * uy) / 2, tip[1] - uy + (sign * ux) / 2];
  return `M${at(side(1))}L${at(tip)}L${at(side(-1))}`;
}

const share = (part: number, whole: number) => tenThousandths(Math.min(1, Math.max(0, part / (whole || 1))));
/** Finer than a pixel of any screen. */
const tenThousandths = (number: number) => Math.round(number * 10_000) / 10_000;
const round = (number: number) => Math.round(number * 10) / 10;
const at = ([x, y]: Place) => `${round(x)} ${round(y)}`;
