import type { MapEdge, MapNode } from '@throughline/format';
import { expect, it } from 'vitest';
import { LABEL, layoutMap, NODE } from './layoutMap.ts';

const FIGURES = { calls: 1, errors: 0, p50: 1, p95: 1 };
const node = (id: string): MapNode => ({ id, name: id, kind: 'service', ...FIGURES });
const edge = (from: string, to: string): MapEdge => ({
  from,
  to,
  isAsync: false,
  isFailing: false,
  ...FIGURES,
});

it('places sixty services so that none covers another, callers left of what they call', () => {
  const nodes = Array.from({ length: 60 }, (_, index) => node(`s${index}`));
  const edges = nodes.slice(1).map(({ id }, index) => edge(`s${Math.floor(index / 3)}`, id));
  const placed = layoutMap({ nodes, edges });
  const overlapping = placed.nodes.flatMap((one, index) =>
    placed.nodes
      .slice(index + 1)
      .filter((other) => Math.abs(one.x - other.x) < NODE.width && Math.abs(one.y - other.y) < NODE.height)
      .map(({ id }) => `${one.id} ${id}`),
  );
  expect(overlapping).toEqual([]);
  const xOf = new Map(placed.nodes.map(({ id, x }) => [id, x]));
  for (const { from, to } of edges) expect(xOf.get(from)).toBeLessThan(xOf.get(to) ?? 0);
});

it('takes services that call each other, and one that calls nobody', () => {
  const placed = layoutMap({
    nodes: [node('a'), node('b'), node('alone')],
    edges: [edge('a', 'b'), edge('b', 'a')],
  });
  expect(placed.nodes).toHaveLength(3);
  expect(placed.edges.every(({ points }) => points.length > 1)).toBe(true);
  expect(layoutMap({ nodes: [], edges: [] }).nodes).toEqual([]);
});

it('spreads many that are called by few over columns, so that less of them must be scrolled', () => {
  const stores = Array.from({ length: 57 }, (_, index) => `store ${index}`);
  const placed = layoutMap({
    nodes: ['a', 'b', 'c', ...stores].map(node),
    edges: [
      edge('a', 'b'),
      edge('a', 'c'),
      ...stores.map((store, index) => edge(index % 2 ? 'b' : 'c', store)),
    ],
  });
  expect(new Set(placed.nodes.map(({ x }) => x)).size).toBe(5);
  const inOneColumn = 57 * NODE.height;
  expect(placed.height).toBeLessThan(inOneColumn * 0.9);
});

it('has room for what is written on each edge beside all nodes', () => {
  const { nodes, edges } = layoutMap({
    nodes: [node('a'), node('b'), node('c')],
    edges: [edge('a', 'b'), edge('b', 'c'), edge('a', 'c')],
  });
  const touched = edges.filter(({ label }) =>
    nodes.some(
      ({ x, y }) =>
        label.x + LABEL.width / 2 > x &&
        label.x - LABEL.width / 2 < x + NODE.width &&
        label.y + LABEL.height / 2 > y &&
        label.y - LABEL.height / 2 < y + NODE.height,
    ),
  );
  expect(touched).toEqual([]);
});
