import type { SegmentSummary } from '@throughline/format';
import { type RecordedEvent, readEvents } from './recordedEvents.ts';
import { type RecordedFacts, readFacts } from './recordedFacts.ts';
import type { LoadSegment } from './segmentCache.ts';

/** A segment, read. */
export interface ReadSegment {
  /** Made anew by every reading: rrweb writes into the events it plays. */
  events: RecordedEvent[];
  /** Length of the JSON they came in. */
  characters: number;
}

/** Reads one tab's segments and gathers what they tell of addresses and activity, by the tab's clock. */
export interface SegmentReader {
  read(segment: SegmentSummary, signal: AbortSignal): Promise<ReadSegment>;
  /** Of all segments read so far, in order; the same object until another one is read. */
  facts(): ReadFacts;
}

export interface ReadFacts extends Pick<RecordedFacts, 'addresses' | 'activity'> {
  /** `seq` of the segments that have been read. */
  read: ReadonlySet<number>;
}

export const NO_FACTS: ReadFacts = { addresses: [], activity: [], read: new Set() };

export function createSegmentReader(load: LoadSegment): SegmentReader {
  const factsBySeq = new Map<number, RecordedFacts>();
  let merged = NO_FACTS;
  return {
    async read(segment, signal) {
      const text = await load(segment, signal);
      const events = readEvents(text);
      if (!factsBySeq.has(segment.seq)) {
        factsBySeq.set(segment.seq, readFacts(events));
        const inOrder = [...factsBySeq].sort(([a], [b]) => a - b).map(([, facts]) => facts);
        merged = {
          addresses: inOrder.flatMap(({ addresses }) => addresses),
          activity: inOrder.flatMap(({ activity }) => activity),
          read: new Set(factsBySeq.keys()),
        };
      }
      return { events, characters: text.length };
    },
    facts: () => merged,
  };
}
