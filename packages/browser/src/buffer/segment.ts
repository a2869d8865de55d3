import {
  ATTRIBUTES,
  encodeSegmentLines,
  SEGMENT_VERSION,
  type SegmentHeader,
  toKeyValues,
} from '@throughline/format';
import { VERSION } from '../version.ts';
import type { Item } from './item.ts';

/** What of a header is known when the segment is closed; the rest is of each attempt to send it. */
export type ClosedHeader = Omit<SegmentHeader, 'sentAt' | 'clockOffset' | 'clockRoundTrip'>;

/** A closed segment: its header and the lines after it. */
export interface ClosedSegment {
  header: ClosedHeader;
  lines: string;
}

/** Who a segment is from. */
export interface Source {
  session: string;
  tab: string;
  service: string;
  release: string | undefined;
  userAgent: string;
}

/** Makes a segment of `items`, of which there must be one at least. */
export function closeSegment(items: readonly Item[], source: Source, seq: number): ClosedSegment {
  const replay = items.filter(({ line }) => line === 'replay');
  return {
    header: {
      v: SEGMENT_VERSION,
      session: source.session,
      tab: source.tab,
      seq,
      from: Math.floor(items.reduce((from, item) => Math.min(from, item.from), Number.POSITIVE_INFINITY)),
      to: Math.ceil(items.reduce((to, item) => Math.max(to, item.to), 0)),
      checkpoint: replay.some(({ checkpoint }) => checkpoint),
      events: replay.reduce((events, { members }) => events + members, 0),
    },
    lines: segmentLines(items, source),
  };
}

export function segmentLines(items: readonly Item[], source: Source): string {
  const members = (line: Item['line']) =>
    items
      .filter((item) => item.line === line)
      .map(({ json }) => json)
      .join(',');
  const [spans, logs, replay] = [members('spans'), members('logs'), members('replay')];
  const resource = JSON.stringify({ attributes: resourceAttributes(source) });
  const scope = JSON.stringify({ name: '@throughline/browser', version: VERSION });
  return encodeSegmentLines({
    spans:
      spans &&
      `{"resourceSpans":[{"resource":${resource},"scopeSpans":[{"scope":${scope},"spans":[${spans}]}]}]}`,
    logs:
      logs &&
      `{"resourceLogs":[{"resource":${resource},"scopeLogs":[{"scope":${scope},"logRecords":[${logs}]}]}]}`,
    replay: replay && `[${replay}]`,
  });
}

function resourceAttributes({ session, tab, service, release, userAgent }: Source) {
  return toKeyValues({
    [ATTRIBUTES.serviceName]: service,
    [ATTRIBUTES.serviceVersion]: release,
    [ATTRIBUTES.sessionId]: session,
    [ATTRIBUTES.tabId]: tab,
    [ATTRIBUTES.userAgent]: userAgent,
    [ATTRIBUTES.telemetrySdkLanguage]: 'webjs',
    [ATTRIBUTES.telemetrySdkName]: 'throughline',
    [ATTRIBUTES.telemetrySdkVersion]: VERSION,
  });
}
