import type { ClosedHeader } from '../buffer/segment.ts';

/** A segment that waits to be stored by the server. */
export interface QueuedSegment {
  header: ClosedHeader;
  /** The lines after the header, until they are packed. */
  lines: string;
  packed: Uint8Array<ArrayBuffer> | undefined;
  /** Failed attempts to send it. */
  attempts: number;
  /** Whether a request with it is under way. */
  sending: boolean;
}

/** What the transport needs of a queue; one that outlives the page can take this one's place. */
export interface SegmentQueue {
  /** Puts a segment at the end. Gives back those that had to make room for it. */
  add(segment: QueuedSegment): QueuedSegment[];
  remove(segment: QueuedSegment): void;
  /** Segments that no request is under way for, the oldest first. */
  waiting(): QueuedSegment[];
  isEmpty(): boolean;
}

/** Bytes the queue may hold in memory: some minutes of a busy page, and little for a browser tab. */
export const QUEUE_BYTES = 8 * 1024 * 1024;

/** A queue in memory, bounded in bytes. When it is full the oldest segments go; one segment it takes at any size. */
export function createMemoryQueue(mostBytes = QUEUE_BYTES): SegmentQueue {
  let segments: QueuedSegment[] = [];
  return {
    add(segment) {
      segments.push(segment);
      const dropped: QueuedSegment[] = [];
      let bytes = segments.reduce((sum, queued) => sum + sizeOf(queued), 0);
      while (bytes > mostBytes && segments.length > 1) {
        const oldest = segments.shift();
        if (!oldest) break;
        bytes -= sizeOf(oldest);
        dropped.push(oldest);
      }
      return dropped;
    },
    remove(segment) {
      segments = segments.filter((queued) => queued !== segment);
    },
    waiting: () => segments.filter(({ sending }) => !sending),
    isEmpty: () => segments.length === 0,
  };
}

function sizeOf({ packed, lines }: QueuedSegment): number {
  return packed?.byteLength ?? lines.length;
}
