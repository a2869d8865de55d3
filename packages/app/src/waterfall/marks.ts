import type { Stretch } from '@throughline/model';

/** Marks on one bar that are drawn one by one; of more, those that would fall on one pixel are drawn once. */
const MARKS_MOST = 2_000;

/** Stretches as an SVG path along `y`, in a box that is one wide and holds a bar that begins at `start`. */
export function stretchPath(
  stretches: readonly Stretch[],
  start: number,
  duration: number,
  y: number,
): string {
  return distinct(
    stretches.map(({ from, to }) => `M${part(from, start, duration)} ${y}H${part(to, start, duration)}`),
  );
}

/** Moments as lines through that box. */
export function tickPath(times: readonly number[], start: number, duration: number): string {
  return distinct(times.map((time) => `M${part(time, start, duration)} 0V1`));
}

function part(time: number, start: number, duration: number): number {
  const digits = 1e6;
  return Math.round(((time - start) / Math.max(duration, 1e-6)) * digits) / digits;
}

function distinct(commands: string[]): string {
  return (commands.length > MARKS_MOST ? [...new Set(commands)].slice(0, MARKS_MOST) : commands).join('');
}
