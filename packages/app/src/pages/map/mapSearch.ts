import { formatTerm } from '@throughline/model';
import { MAP_RANGES, type MapRange } from '../../load/projectMap.ts';

/** What the address of the map restores; absent is the default. */
export interface MapSearch {
  range?: MapRange;
  view?: 'table';
}

/** How far back the map reaches if nobody says. */
export const DEFAULT_MAP_RANGE: MapRange = '1h';

/** Takes what it knows from an address that anybody may have written. */
export function readMapSearch(raw: Record<string, unknown>): MapSearch {
  const range = MAP_RANGES.find((known) => known === raw.range);
  return {
    range: range === DEFAULT_MAP_RANGE ? undefined : range,
    view: raw.view === 'table' ? 'table' : undefined,
  };
}

/** The search of the list for the sessions of the same time in which a service took part. */
export function sessionsOfService(service: string, range: MapRange): { q: string; range: MapRange } {
  return { q: formatTerm('service', service), range };
}
