import type { SpanPeer } from './sessionSpans.ts';

/** What stands on a service map: a service, or something that is called and sends no spans of its own. */
export interface MapNode {
  /** Kind and name, with a space between them. */
  id: string;
  name: string;
  kind: 'service' | SpanPeer['kind'];
  /** Of a service what came to it, else what was asked of it. */
  calls: number;
  errors: number;
  /** Of a call, milliseconds: the median, and what 95 of 100 stay below. */
  p50: number;
  p95: number;
}

/** Calls from one to another. */
export interface MapEdge {
  /** Ids of nodes. */
  from: string;
  to: string;
  calls: number;
  errors: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  /** Messages that nobody waited for. */
  isAsync: boolean;
  /** On the way from where a failure was noticed to where it began; absent where whole ways are not looked at. */
  isFailing?: boolean;
}

/** Who called whom. */
export interface ServiceMap {
  nodes: MapNode[];
  edges: MapEdge[];
}

/** Who called whom in all that a project sent within a time range. */
export interface ProjectMap extends ServiceMap {
  /** The time range, Unix milliseconds: when spans began. */
  from: number;
  to: number;
  /** Spans of the time range. */
  spans: number;
  /**
   * The share of them, above 0 and at most 1, that the figures were worked out of: whole traces, of which calls and errors are
   * then scaled up to all.
   */
  share: number;
  /** Whether there is more to show than one answer holds; services, and what was called most, are here. */
  isCut: boolean;
}
