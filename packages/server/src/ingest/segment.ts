import { checkSegmentHeader, LIMITS, SegmentError, type SegmentHeader } from '@throughline/format';
import { IngestError } from './ingestError.ts';
import { checkJson, parseBoundedJson } from './otlp/checkJson.ts';
import type { Rejection } from './otlp/status.ts';

/** A segment cut into its lines; all but the header are left as bytes. */
export interface CutSegment {
  header: SegmentHeader;
  spans: Buffer;
  logs: Buffer;
  replay: Buffer;
}

const LINE_FEED = 0x0a;

/** Cuts an inflated segment at its three line feeds and checks the parts. Throws 400 with what is wrong. */
export function cutSegment(body: Buffer): CutSegment {
  const [header, spans, logs, replay] = cutLines(body);
  if (!header || !spans || !logs || !replay)
    throw new IngestError(400, 'a segment has four lines: header, spans, logs, replay');
  if (header.length > LIMITS.segmentHeaderBytes)
    throw new IngestError(400, `the header line may be ${LIMITS.segmentHeaderBytes} bytes long`);
  const segment = { header: parseHeader(header), spans, logs, replay };
  if (spans.length > 0) takeWhole(checkJson(spans, 'traces'), 'spans');
  if (logs.length > 0) takeWhole(checkJson(logs, 'logs'), 'logs');
  if (replay.length > 0) checkReplay(replay);
  return segment;
}

/** A segment has no partial success: its sender is ours, and sends valid records. */
function takeWhole({ rejected, reason }: Rejection, line: string): void {
  if (rejected > 0) throw new IngestError(400, `the ${line} line of the segment: ${reason}`);
}

function cutLines(body: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let line = 0; line < 3; line++) {
    const end = body.indexOf(LINE_FEED, start);
    if (end < 0) return lines;
    lines.push(body.subarray(start, end));
    start = end + 1;
  }
  return [...lines, body.subarray(start)];
}

function parseHeader(line: Buffer): SegmentHeader {
  const parsed = parseBoundedJson(line, 'the header line of the segment');
  try {
    return checkSegmentHeader(parsed);
  } catch (error) {
    if (error instanceof SegmentError) throw new IngestError(400, error.message);
    throw error;
  }
}

/** A bad replay line would break the player of the whole tab, so it is refused here. */
function checkReplay(line: Buffer): void {
  if (!Array.isArray(parseBoundedJson(line, 'the replay line of the segment')))
    throw new IngestError(400, 'the replay line of the segment must be a JSON array');
}
