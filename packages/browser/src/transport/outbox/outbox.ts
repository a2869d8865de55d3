import type { ClosedHeader } from '../../buffer/segment.ts';

/** A segment as it lies in the browser until a server has it. */
export interface KeptSegment {
  /** Which it is: session, tab and number. */
  id: string;
  /** Where it is to go. */
  url: string;
  /** The page that recorded it: as long as that page lives it sends the segment itself. */
  page: string;
  /** When it was put here, Unix milliseconds. */
  at: number;
  header: ClosedHeader;
  packed: Uint8Array<ArrayBuffer>;
}

/** Where segments lie that outlive their page. All of it is best effort: a browser may forbid it, or forget. */
export interface Outbox {
  put(segment: KeptSegment): Promise<void>;
  remove(id: string): Promise<void>;
  /** All that lies there, the oldest first. */
  all(): Promise<KeptSegment[]>;
}

/** Bounds of what lies in a browser. Together they make 16 MiB at most. */
export const OUTBOX_LIMITS = {
  /** Segments; beyond it the oldest go. */
  segments: 64,
  /** Bytes of one, packed; a larger one is not kept. */
  segmentBytes: 256 * 1024,
  /** What is older is of no interest any more, and its session may have expired. */
  ageMs: 24 * 60 * 60 * 1000,
} as const;
