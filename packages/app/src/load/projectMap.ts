import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ProjectMap } from '@throughline/format';
import { getJson } from './request.ts';
import { TIME_RANGES } from './sessionList.ts';

/** Time ranges of the map. */
export const MAP_RANGES = ['15m', '1h', '24h', '7d'] as const;
export type MapRange = (typeof MAP_RANGES)[number];

/** How far back it reaches, milliseconds. */
export const mapRangeMs = (range: MapRange): number => TIME_RANGES[range].ms;

/** How often the map is asked for again while it is looked at, milliseconds: it costs more than a page of the list. */
const REFRESH_EVERY_MS = 60_000;

/** Who called whom in the project from `range` ago until now. */
export function projectMap(range: MapRange) {
  return queryOptions({
    queryKey: ['map', range],
    queryFn: ({ signal }) => {
      const to = Date.now();
      return getJson<ProjectMap>('/map', { from: to - mapRangeMs(range), to }, signal);
    },
    refetchInterval: REFRESH_EVERY_MS,
    placeholderData: keepPreviousData,
  });
}
