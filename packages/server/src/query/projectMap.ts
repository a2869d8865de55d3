import type { MapEdge, MapNode, ProjectMap } from '@throughline/format';
import { QUERY_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { CALLS_SQL, type CallsRow, SPANS_OF_RANGE, SPANS_OF_SHARE } from './projectMapSql.ts';
import { nanoseconds } from './time.ts';

export interface MapQuestion {
  project: string;
  /** Unix milliseconds; by default the hour before `to`, which is now. */
  from?: number | undefined;
  to?: number | undefined;
  /** Only what was sent with this `deployment.environment.name`. */
  environment?: string | undefined;
}

const HOUR_MS = 3_600_000;

/**
 * Who called whom in all that began within the time range. Of more than `spansMost` spans a share of the traces is looked at,
 * so that what it costs stays bounded; counts are then scaled up.
 */
export async function readProjectMap(
  reader: Reader,
  { project, to = Date.now(), from = Math.max(0, to - HOUR_MS), environment = '' }: MapQuestion,
  spansMost: number = QUERY_LIMITS.spansAMap,
): Promise<ProjectMap> {
  const parameters = {
    project,
    environment,
    from: nanoseconds(from),
    to: nanoseconds(to),
    first: String(Math.trunc(from) - QUERY_LIMITS.lateArrivalMs),
    last: String(Math.trunc(to) + QUERY_LIMITS.lateArrivalMs),
  };
  const [found] = await reader.query<{ spans: string; since: string }>(SPANS_OF_RANGE, {
    ...parameters,
    most: spansMost,
  });
  const spans = Number(found?.spans ?? 0);
  if (spans === 0) return { from, to, spans, share: 1, nodes: [], edges: [], isCut: false };
  const since = found?.since ?? '';
  const [rows, looked] = await Promise.all([
    reader.query<CallsRow>(CALLS_SQL, { ...parameters, since, rows: QUERY_LIMITS.edgesAMap + 1 }),
    since === '' ? [{ spans }] : reader.query<{ spans: string }>(SPANS_OF_SHARE, { ...parameters, since }),
  ]);
  // Never 0: what is divided by it would be endless.
  const share = Math.min(1, Math.max(1, Number(looked[0]?.spans)) / spans);
  return { from, to, spans, share, ...mapOf(rows, share) };
}

/** Rows without a caller are of nodes, the others of edges; services come first, then what was called most. */
function mapOf(rows: readonly CallsRow[], share: number): Pick<ProjectMap, 'nodes' | 'edges' | 'isCut'> {
  const all = rows.filter(({ caller }) => caller === '').map((row) => nodeOf(row, share));
  const nodes = all.slice(0, QUERY_LIMITS.nodesAMap);
  const known = new Set(nodes.map(({ id }) => id));
  const edges = rows.filter(({ caller }) => caller !== '').map((row) => edgeOf(row, share));
  const between = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const shown = between.slice(0, QUERY_LIMITS.edgesAMap);
  const isCut = all.length > nodes.length || edges.length > shown.length;
  return { nodes, edges: shown, isCut };
}

function nodeOf(row: CallsRow, share: number): MapNode {
  return { id: idOf(row), name: row.name, kind: row.kind, ...figuresOf(row, share) };
}

function edgeOf(row: CallsRow, share: number): MapEdge {
  return { from: row.caller, to: idOf(row), ...figuresOf(row, share), isAsync: row.is_async === 1 };
}

const idOf = ({ kind, name }: CallsRow) => `${kind} ${name}`;

const NANOSECONDS_A_MILLISECOND = 1_000_000;

function figuresOf({ calls, errors, percentiles: [p50 = '0', p95 = '0'] }: CallsRow, share: number) {
  return {
    calls: Math.round(Number(calls) / share),
    errors: Math.round(Number(errors) / share),
    p50: Number(p50) / NANOSECONDS_A_MILLISECOND,
    p95: Number(p95) / NANOSECONDS_A_MILLISECOND,
  };
}
