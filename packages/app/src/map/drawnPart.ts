import type { ServiceMap } from '@throughline/format';

/** As many boxes as can still be read beside each other; the table has all. */
export const DRAWN_MOST = 60;

/** The part of the map that is drawn: services before what they call, and what is called most. */
export function drawnPart(map: ServiceMap, most: number = DRAWN_MOST): ServiceMap & { left: number } {
  if (map.nodes.length <= most) return { ...map, left: 0 };
  const isService = (kind: string) => Number(kind === 'service');
  const nodes = map.nodes
    .toSorted((a, b) => isService(b.kind) - isService(a.kind) || b.calls - a.calls)
    .slice(0, most);
  const drawn = new Set(nodes.map(({ id }) => id));
  const edges = map.edges.filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  return { nodes, edges, left: map.nodes.length - nodes.length };
}
