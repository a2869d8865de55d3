import type { MapNode } from '@throughline/format';
import { expect, it } from 'vitest';
import { drawnPart } from './drawnPart.ts';

const node = (name: string, kind: MapNode['kind'], calls: number): MapNode => ({
  id: `${kind} ${name}`,
  name,
  kind,
  calls,
  errors: 0,
  p50: 1,
  p95: 1,
});
const edge = (from: string, to: string) => ({
  from,
  to,
  calls: 1,
  errors: 0,
  p50: 1,
  p95: 1,
  isAsync: false,
});
const MAP = {
  nodes: [
    node('rare', 'host', 1),
    node('a', 'service', 1),
    node('often', 'host', 9),
    node('b', 'service', 5),
  ],
  edges: [edge('service a', 'service b'), edge('service a', 'host rare')],
};

it('draws all of what fits', () => {
  expect(drawnPart(MAP, 4)).toEqual({ ...MAP, left: 0 });
});

it('leaves out what is called least, services last, and what leads there', () => {
  const { nodes, edges, left } = drawnPart(MAP, 3);
  expect(nodes.map(({ name }) => name)).toEqual(['b', 'a', 'often']);
  expect(edges).toEqual([MAP.edges[0]]);
  expect(left).toBe(1);
});
