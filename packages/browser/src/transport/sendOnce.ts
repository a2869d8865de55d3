import { encodeSegmentHeader } from '@throughline/format';
import type { ClosedSegment } from '../buffer/segment.ts';
import { segmentRequest } from './segmentRequest.ts';

/**
 * Sends a segment without waiting for an answer, so that it can outlive the page. For what a page has recorded that goes
 * away before the transport has arrived, and what compresses: little can have been recorded by then.
 */
export function createSendOnce(
  url: string,
  fetch: typeof globalThis.fetch,
): (segment: ClosedSegment) => void {
  return ({ header, lines }) => {
    const sentAt = Date.now();
    fetch(url, segmentRequest(encodeSegmentHeader({ ...header, sentAt }) + lines, true)).catch(() => {});
  };
}
