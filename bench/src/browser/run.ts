import type { Arrived } from './arrived.ts';
import type { Visit } from './visit.ts';
import type { Workload } from './workloads.ts';

/** One visit with one recorder, and what came of it. */
export interface Run extends Omit<Visit, 'profile'>, Omit<Arrived, 'errors'> {
  recorder: string;
  workload: Workload;
  repetition: number;
  /** Whether the machine was busy with something else before or after. */
  noisy: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Runs of one recorder and workload: the quiet ones where there are at least five, else all. */
export function runsOf(runs: readonly Run[], recorder: string, workload: Workload): Run[] {
  const all = runs.filter((run) => run.recorder === recorder && run.workload === workload);
  const quiet = all.filter(({ noisy }) => !noisy);
  return quiet.length >= 5 ? quiet : all;
}

/**
 * What a recorder adds to the page's main thread, ms of CPU: the median of the differences to the bare page in the same
 * repetition, so that a slower hour of the machine cancels out.
 */
export function addedMs(runs: readonly Run[], recorder: string, workload: Workload): number {
  const of = (name: string) => runs.filter((run) => run.recorder === name && run.workload === workload);
  const bare = new Map(of('none').map(({ repetition, mainMs }) => [repetition, mainMs]));
  return median(
    of(recorder).flatMap(({ repetition, mainMs }) => {
      const without = bare.get(repetition);
      return without === undefined ? [] : [mainMs - without];
    }),
  );
}
