import type { Figures } from '../results.ts';
import { table } from '../table.ts';
import { addedMs, median, type Run, runsOf } from './run.ts';
import { WORKLOADS, type Workload } from './workloads.ts';

const OURS = 'throughline';

/** One table a workload, what costs least first, with what ours adds in proportion to each. */
export function workloadTable(
  runs: readonly Run[],
  workload: Workload,
  recorders: readonly string[],
): string {
  const rows = recorders
    .filter((name) => runsOf(runs, name, workload).length > 0)
    .map((name) => ({ name, runs: runsOf(runs, name, workload), added: addedMs(runs, name, workload) }))
    .sort((a, b) => a.added - b.added);
  const ours = rows.find(({ name }) => name === OURS)?.added ?? Number.NaN;
  const whole = (value: number) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '');
  return `### ${workload}: ${WORKLOADS[workload]}\n\n${table(
    [
      'recorder',
      'runs',
      'main thread, ms',
      'added, ms',
      'ours to it',
      'of it load, ms',
      'other threads, ms',
      'longest task, ms',
      'blocking, ms',
      'heap, kB',
      'uploaded, kB',
      'decoded, kB',
      'requests',
      'recorded',
    ],
    rows.map(({ name, runs: own, added }) => {
      const middle = (of: (run: Run) => number) => whole(median(own.map(of)));
      const bare = name === 'none';
      return [
        name,
        own.length,
        middle(({ mainMs }) => mainMs),
        bare ? '' : whole(added),
        bare || name === OURS ? '' : (ours / added).toFixed(2),
        middle(({ mainLoadMs }) => mainLoadMs),
        middle(({ otherMs }) => otherMs),
        middle(({ longestTaskMs }) => longestTaskMs),
        middle(({ blockingMs }) => blockingMs),
        middle(({ heapBytes }) => heapBytes / 1_000),
        middle(({ uploadedBytes }) => uploadedBytes / 1_000),
        middle(({ decodedBytes }) => decodedBytes / 1_000),
        middle(({ requests, messages }) => requests + messages),
        bare ? '' : own.every(({ marks }) => marks.every(Boolean)) ? 'all' : 'not all',
      ];
    }),
  )}`;
}

/** Bundles of the whole recorder, smallest first. */
export function sizeTable(bytes: ReadonlyMap<string, number>): string {
  const ours = bytes.get(OURS) ?? Number.NaN;
  return `### Size of all scripts, gzip\n\n${table(
    ['recorder', 'kB', 'ours to it'],
    [...bytes]
      .sort(([, a], [, b]) => a - b)
      .map(([name, size]) => [
        name,
        (size / 1_000).toFixed(1),
        name === OURS ? '' : (ours / size).toFixed(2),
      ]),
  )}`;
}

/** The goals: what ours adds beside rrweb alone, Sentry and the best peer that does the same. */
export function figures(runs: readonly Run[], sizes: ReadonlyMap<string, number>): Figures {
  const found: Figures = {};
  for (const workload of Object.keys(WORKLOADS) as Workload[]) {
    for (const name of new Set(runs.map(({ recorder }) => recorder))) {
      const own = runsOf(runs, name, workload);
      if (own.length === 0) continue;
      const key = `${workload}.${name}`;
      if (name !== 'none') found[`${key}.addedMs`] = Math.round(addedMs(runs, name, workload));
      found[`${key}.mainMs`] = Math.round(median(own.map(({ mainMs }) => mainMs)));
      found[`${key}.longestTaskMs`] = Math.round(median(own.map(({ longestTaskMs }) => longestTaskMs)));
      found[`${key}.heapBytes`] = Math.round(median(own.map(({ heapBytes }) => heapBytes)));
      found[`${key}.uploadedBytes`] = Math.round(median(own.map(({ uploadedBytes }) => uploadedBytes)));
    }
  }
  for (const [name, bytes] of sizes) found[`size.${name}.gzipBytes`] = bytes;
  return found;
}
