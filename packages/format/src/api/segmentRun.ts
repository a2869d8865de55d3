/**
 * `GET /api/sessions/:id/segments/:tab?first=…&last=…`: the events of the segments of a run, by number, that there are. A line each,
 * in order (newline-delimited JSON): `{"seq":12,"events":[…]}`. Neither side parses the events.
 */
export const SEGMENT_RUN = {
  contentType: 'application/x-ndjson; charset=utf-8',
  /** Numbers from `first` to `last`: five minutes of a tab, as far as a recorded checkpoint is away. */
  mostSegments: 60,
} as const;

/** The events of one segment: a JSON array as text. */
export interface SegmentEvents {
  seq: number;
  events: string;
}

const BEGINNING = /^\{"seq":(\d+),"events":/;

/** A line of the answer, its end included. */
export function writeSegmentLine({ seq, events }: SegmentEvents): string {
  return `{"seq":${seq},"events":${events}}\n`;
}

/** The segments in an answer. What is no line of it is left out. */
export function readSegmentLines(text: string): SegmentEvents[] {
  return text.split('\n').flatMap((line) => {
    const [beginning, seq] = BEGINNING.exec(line) ?? [];
    return beginning ? [{ seq: Number(seq), events: line.slice(beginning.length, -1) }] : [];
  });
}
