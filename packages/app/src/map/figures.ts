import type { MapNode } from '@throughline/format';
import { formatCount, formatDuration } from '../ui/format.ts';

/** What is told of calls, of nodes and edges alike. */
export type Figures = Pick<MapNode, 'calls' | 'errors' | 'p50' | 'p95'>;

/** How often: the count; over `minutes`, if they are given, how often in a minute, or what is rare in an hour. */
export function formatCalls(calls: number, minutes?: number): string {
  if (minutes === undefined) return `${formatCount(calls)} ×`;
  const perMinute = calls / minutes;
  return perMinute < 1 ? `${formatRate(perMinute * 60)}/h` : `${formatRate(perMinute)}/min`;
}

/** How much failed: the count; beside a rate, the share. Empty if nothing did. */
export function formatErrors({ calls, errors }: Pick<Figures, 'calls' | 'errors'>, minutes?: number): string {
  if (errors === 0) return '';
  return minutes === undefined ? `${formatCount(errors)} failed` : `${formatShare(errors / calls)} failed`;
}

/** `12%`, `0.4%`; never 0% of what there is. */
export function formatShare(share: number): string {
  const percent = Math.min(1, share) * 100;
  if (percent < 0.1) return percent === 0 ? '0%' : '<0.1%';
  return `${percent < 10 ? trim(percent.toFixed(1)) : Math.round(percent)}%`;
}

/** A sentence of all figures. */
export function describeFigures(figures: Figures, minutes?: number): string {
  const { calls, errors, p50, p95 } = figures;
  const durations = `median ${formatDuration(p50)}, p95 ${formatDuration(p95)}`;
  const often = minutes === undefined ? '' : `${formatCalls(calls, minutes)}, `;
  const share = minutes !== undefined && errors > 0 ? ` (${formatShare(errors / calls)})` : '';
  return `${formatCount(calls)} calls, ${often}${formatCount(errors)} failed${share}, ${durations}`;
}

function formatRate(rate: number): string {
  if (rate >= 10) return formatCount(Math.round(rate));
  return rate < 0.1 ? '<0.1' : trim(rate.toFixed(1));
}

const trim = (decimal: string) => decimal.replace(/\.0$/, '');
