import type { SegmentSummary } from '@throughline/format';
import { type LoadAsset, resolveAssets } from './assets.ts';
import { type RecordedEvent, readEvents } from './recordedEvents.ts';
import { type RecordedFacts, readFacts } from './recordedFacts.ts';
import type { LoadSegments } from './segmentCache.ts';

/** A segment, read. */
export interface ReadSegment {
  /** Made anew by every reading: rrweb writes into the events it plays. */
  events: RecordedEvent[];
  /** Length of the JSON they came in. */
  characters: number;
}

/** Reads one tab's segments and gathers what they tell of addresses and activity, by the tab's clock. */
export interface SegmentReader {
  /** Those of a run, in order. */
  read(segments: readonly SegmentSummary[], signal: AbortSignal): Promise<ReadSegment[]>;
  /** Of all segments read so far, in order; the same object until another one is read. */
  facts(): ReadFacts;
}

export interface ReadFacts extends Pick<RecordedFacts, 'addresses' | 'activity'> {
  /** `seq` of the segments that have been read. */
  read: ReadonlySet<number>;
  /** Style sheets and pictures that they refer to and that have not arrived. */
  missingAssets: number;
}

export const NO_FACTS: ReadFacts = {
  addresses: [],
  activity: [],
  read: new Set(),
  missingAssets: 0,
};

export function createSegmentReader(load: LoadSegments, loadAsset: LoadAsset): SegmentReader {
  const factsBySeq = new Map<number, RecordedFacts & { missing: string[] }>();
  let merged: ReadFacts | undefined = NO_FACTS;
  const readOne = async (segment: SegmentSummary, json: string, signal: AbortSignal) => {
    const resolved = await resolveAssets(json, loadAsset, signal);
    const events = readEvents(resolved.json);
    // What was missing may have arrived since.
    if (factsBySeq.get(segment.seq)?.missing.length !== resolved.missing.length) {
      factsBySeq.set(segment.seq, { ...readFacts(events), missing: resolved.missing });
      merged = undefined;
    }
    return { events, characters: resolved.json.length };
  };
  return {
    async read(segments, signal) {
      const texts = await load(segments, signal);
      return Promise.all(segments.map((segment, index) => readOne(segment, texts[index] ?? '[]', signal)));
    },
    facts() {
      merged ??= merge(factsBySeq);
      return merged;
    },
  };
}

function merge(factsBySeq: ReadonlyMap<number, RecordedFacts & { missing: string[] }>): ReadFacts {
  const inOrder = [...factsBySeq].sort(([a], [b]) => a - b).map(([, facts]) => facts);
  return {
    addresses: inOrder.flatMap(({ addresses }) => addresses),
    activity: inOrder.flatMap(({ activity }) => activity),
    read: new Set(factsBySeq.keys()),
    missingAssets: new Set(inOrder.flatMap(({ missing }) => missing)).size,
  };
}
