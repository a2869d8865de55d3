import dagre from '@dagrejs/dagre';
import type { MapEdge, MapNode, ServiceMap } from '@throughline/format';

/** CSS pixels of a node: a name and a line of figures. */
export const NODE = { width: 148, height: 46 };
/** What is written on an edge: how often, and how long it takes below. */
export const LABEL = { width: 48, height: 26 };
/** Between nodes of one column, and between lines that pass there; and between a column and the labels beside it. */
const GAP = { within: 14, betweenEdges: 4, besideLabel: 14 };
const MARGIN = 8;

export interface PlacedNode extends MapNode {
  /** Of its upper left corner. */
  x: number;
  y: number;
}

export interface PlacedEdge extends MapEdge {
  points: Point[];
  /** Centre of its label, for which there is room. */
  label: Point;
}

interface Point {
  x: number;
  y: number;
}

export interface PlacedMap {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  width: number;
  height: number;
}

/** A window without what stands around the map, CSS pixels; what is wider or taller must be scrolled. */
const WINDOW = { width: 1400, height: 720 };

/** Over how many columns those that call nobody are spread at most: all in one column they can be very many. */
const SPREADS = [1, 2, 3];

/**
 * Columns from the left, who calls before what is called, with as few lines crossing as can be had quickly; in the way in which
 * least of it must be scrolled.
 */
export function layoutMap(map: ServiceMap): PlacedMap {
  const scrolled = ({ width, height }: PlacedMap) =>
    Math.max(1, width / WINDOW.width) * Math.max(1, height / WINDOW.height);
  let best: PlacedMap | undefined;
  for (const spread of SPREADS) {
    const placed = placeMap(map, spread);
    if (!best || scrolled(placed) < scrolled(best)) best = placed;
    if (scrolled(best) === 1) break;
  }
  return best ?? placeMap(map, 1);
}

function placeMap({ nodes, edges }: ServiceMap, spread: number): PlacedMap {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    nodesep: GAP.within,
    // A label stands in a column of its own, half of this from either neighbour.
    ranksep: 2 * GAP.besideLabel,
    edgesep: GAP.betweenEdges,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  for (const { id } of nodes) graph.setNode(id, { ...NODE });
  const name = ({ isAsync }: MapEdge) => (isAsync ? 'async' : 'call');
  const columns = columnsOfLeaves({ nodes, edges }, spread);
  for (const edge of edges)
    graph.setEdge(
      edge.from,
      edge.to,
      { ...LABEL, labelpos: 'c', minlen: columns.get(edge.to) ?? 1 },
      name(edge),
    );
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(node.id);
      return { ...node, x: x - NODE.width / 2, y: y - NODE.height / 2 };
    }),
    edges: edges.map((edge) => {
      const { points, x = 0, y = 0 } = graph.edge(edge.from, edge.to, name(edge));
      return { ...edge, points, label: { x, y } };
    }),
    width,
    height,
  };
}

/** How many columns behind its callers each of those stands that call nobody. */
function columnsOfLeaves({ nodes, edges }: ServiceMap, spread: number): Map<string, number> {
  const callers = new Set(edges.map(({ from }) => from));
  const leaves = nodes.filter(({ id }) => !callers.has(id));
  return new Map(leaves.map(({ id }, index) => [id, 1 + (index % spread)]));
}
