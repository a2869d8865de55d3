/** Times to label on an axis (milliseconds): multiples of a round number, at most `most` steps of it. */
export function rulerTicks(from: number, to: number, most: number): { times: number[]; step: number } {
  const length = to - from;
  if (!(length > 0) || most < 1) return { times: [from], step: 0 };
  const raw = length / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw) ?? raw;
  const times: number[] = [];
  for (let index = Math.ceil(from / step); index * step <= to; index++) times.push(index * step);
  return { times, step };
}
