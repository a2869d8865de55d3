/** Times to label on an axis from 0 to `duration` (milliseconds): round numbers, at most `most` of them. */
export function rulerTicks(duration: number, most: number): number[] {
  if (!(duration > 0) || most < 1) return [0];
  const raw = duration / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw) ?? raw;
  const ticks: number[] = [];
  for (let index = 0; index * step <= duration; index++) ticks.push(index * step);
  return ticks;
}
