import { encodeSegmentHeader } from '@throughline/format';
import type { ClosedSegment } from '../buffer/segment.ts';
import { gzipStored } from './compression/gzipStored.ts';
import { segmentRequest } from './segmentRequest.ts';

/**
 * Sends a segment without waiting for an answer, so that it can outlive the page. For what a page has recorded that goes
 * away before the transport has arrived.
 */
export function createSendOnce(
  url: string,
  fetch: typeof globalThis.fetch,
): (segment: ClosedSegment) => void {
  return ({ header, lines }) => {
    const sentAt = Date.now();
    const body = gzipStored(encodeSegmentHeader({ ...header, sentAt }) + lines);
    fetch(url, segmentRequest(body, true)).catch(() => {});
  };
}
