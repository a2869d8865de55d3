import { CAUSED_WITHIN_MS } from '../network/actionCauses.ts';
import type { WaterfallAction } from './records.ts';

/** The span of an action and the event of it are one thing if they begin no further apart, milliseconds. */
const SAME_WITHIN_MS = 100;

/** The top of a trace; `name` is its span's, if it has one. */
interface Top {
  start: number;
  name: string | undefined;
}

/**
 * Tops and actions in the order of time, tops under the action that caused them. An action that is itself a span, the root of
 * what it caused, is not told twice.
 */
export function causesOf<T extends Top>(
  tops: readonly T[],
  actions: readonly WaterfallAction[],
): (T | { action: WaterfallAction; caused: T[] })[] {
  const inTime = tops.toSorted(byStart);
  const inOrder = actions.toSorted(byStart);
  const titles = new Set(actions.map(({ title }) => title));
  const spans = new Map<string, number[]>();
  for (const { name, start } of inTime) {
    if (name === undefined || !titles.has(name)) continue;
    const starts = spans.get(name);
    if (starts) starts.push(start);
    else spans.set(name, [start]);
  }
  const isSpan = ({ title, start }: WaterfallAction) => hasNear(spans.get(title) ?? [], start);

  const shown: (T | { action: WaterfallAction; caused: T[] })[] = [];
  let next = 0;
  let last: { action: WaterfallAction; caused: T[] } | undefined;
  for (const top of inTime) {
    for (let action = inOrder[next]; action && action.start <= top.start; action = inOrder[++next])
      last = begin(action);
    const isAction = top.name !== undefined && titles.has(top.name);
    if (last && !isAction && top.start - last.action.start <= CAUSED_WITHIN_MS) last.caused.push(top);
    else shown.push(top);
  }
  for (const action of inOrder.slice(next)) begin(action);
  return shown;

  function begin(action: WaterfallAction): typeof last {
    if (isSpan(action)) return undefined;
    const group: NonNullable<typeof last> = { action, caused: [] };
    shown.push(group);
    return group;
  }
}

/** Whether one of `times`, ascending, is near `time`. */
function hasNear(times: readonly number[], time: number): boolean {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time - SAME_WITHIN_MS) low = middle + 1;
    else high = middle;
  }
  return (times[low] ?? Number.POSITIVE_INFINITY) <= time + SAME_WITHIN_MS;
}

function byStart(a: { start: number }, b: { start: number }): number {
  return a.start - b.start;
}
