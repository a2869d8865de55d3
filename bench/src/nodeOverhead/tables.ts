import type { Figures } from '../results.ts';
import { percentile, table } from '../table.ts';
import type { Round, Slice } from './measure.ts';
import type { Outage } from './outage.ts';
import { NOTHING, PLAIN, type Variant } from './variants.ts';

const MEBIBYTE = 2 ** 20;

/** What one variant costs, over all rounds. */
export interface Cost {
  variant: Variant;
  slices: Slice[];
  rounds: Round[];
  /** Median of all slices: CPU of a request, microseconds. */
  microseconds: number;
}

export function costs(
  variants: readonly Variant[],
  slices: readonly Slice[],
  rounds: readonly Round[],
): Cost[] {
  return variants.map((variant) => {
    const own = slices.filter((slice) => slice.variant === variant.name);
    return {
      variant,
      slices: own,
      rounds: rounds.filter((round) => round.variant === variant.name),
      microseconds: median(own.map(perRequest)),
    };
  });
}

/**
 * How much of a request's CPU `of` takes beside `to`: the median of the ratios of their slices, each with that of the same turn,
 * so that what the machine did meanwhile falls out.
 */
export function ratio(of: Cost, to: Cost | undefined): number {
  return median(
    of.slices.flatMap((slice, index) => {
      const beside = to?.slices[index];
      return beside ? [perRequest(slice) / perRequest(beside)] : [];
    }),
  );
}

export function costTable(all: readonly Cost[]): string {
  const nothing = all.find(({ variant }) => variant.name === NOTHING);
  const plain = all.find(({ variant }) => variant.name === PLAIN);
  return table(
    [
      'service with',
      'CPU µs / request',
      'least to most of a round',
      '× nothing',
      '× OpenTelemetry',
      'p50 ms',
      'p99 ms',
      'RSS MiB',
      'heap MiB',
      'spans / request',
      'logs / request',
      'bytes / request',
      'failed',
    ],
    all.map((cost) => {
      const { variant, slices, rounds, microseconds } = cost;
      const latencies = slices.flatMap((slice) => slice.latencies);
      const ofRounds = [...new Set(slices.map(({ round }) => round))].map((round) =>
        median(slices.filter((slice) => slice.round === round).map(perRequest)),
      );
      const requests = sum(rounds.map((round) => round.requests));
      const received = (of: 'spans' | 'logs' | 'bytes') =>
        sum(rounds.map((round) => round.received[of])) / requests;
      return [
        variant.title,
        microseconds.toFixed(0),
        `${Math.min(...ofRounds).toFixed(0)} to ${Math.max(...ofRounds).toFixed(0)}`,
        text(ratio(cost, nothing)),
        text(ratio(cost, plain)),
        percentile(latencies, 0.5),
        percentile(latencies, 0.99),
        mebibytes(median(rounds.map(({ rss }) => rss))),
        mebibytes(median(rounds.map(({ heap }) => heap))),
        received('spans').toFixed(2),
        received('logs').toFixed(2),
        received('bytes').toFixed(0),
        sum(slices.map(({ failed }) => failed)),
      ];
    }),
  );
}

export function outageTable(outages: readonly Outage[]): string {
  const [first] = outages;
  return table(
    ['heap after a collection (RSS), MiB', ...(first?.memory ?? []).map((_, index) => `${index * 10} s`)],
    outages.map(({ variant, memory }) => [
      variant.title,
      ...memory.map(({ rss, heap }) => `${mebibytes(heap)} (${mebibytes(rss)})`),
    ]),
  );
}

export function figures(all: readonly Cost[], outages: readonly Outage[]): Figures {
  const nothing = all.find(({ variant }) => variant.name === NOTHING);
  const plain = all.find(({ variant }) => variant.name === PLAIN);
  const found: Figures = {};
  for (const cost of all) {
    const { name } = cost.variant;
    const latencies = cost.slices.flatMap((slice) => slice.latencies);
    found[`${name}.cpuMicroseconds`] = rounded(cost.microseconds);
    found[`${name}.timesNothing`] = rounded(ratio(cost, nothing), 3);
    found[`${name}.timesOpenTelemetry`] = rounded(ratio(cost, plain), 3);
    found[`${name}.p50Milliseconds`] = Number(percentile(latencies, 0.5));
    found[`${name}.p99Milliseconds`] = Number(percentile(latencies, 0.99));
    found[`${name}.rssBytes`] = median(cost.rounds.map(({ rss }) => rss));
    found[`${name}.heapBytes`] = median(cost.rounds.map(({ heap }) => heap));
  }
  for (const { variant, memory } of outages) {
    found[`outage.${variant.name}.heapBytesBefore`] = memory[0]?.heap ?? 0;
    found[`outage.${variant.name}.heapBytesMost`] = Math.max(...memory.map(({ heap }) => heap));
    found[`outage.${variant.name}.rssBytesMost`] = Math.max(...memory.map(({ rss }) => rss));
  }
  return found;
}

const perRequest = ({ microseconds, requests }: Slice) => microseconds / requests;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mebibytes = (bytes: number) => (bytes / MEBIBYTE).toFixed(0);
const text = (value: number) => (Number.isFinite(value) ? value.toFixed(2) : '');
const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
