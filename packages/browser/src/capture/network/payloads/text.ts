import { isTextual, PAYLOAD_LIMITS } from '@throughline/format';

/** A body as `PayloadRedaction` takes it. */
export interface BodyText {
  contentType: string;
  body?: string;
  isTruncated?: boolean;
}

/** Types that go on until somebody ends them. */
const STREAMS = /event-stream|ndjson|json-seq|stream\+|x-mixed-replace|\bgrpc/i;

/** Whether a body of this type is text that has an end. */
export function isBoundedText(contentType: string): boolean {
  return isTextual(contentType) && !STREAMS.test(contentType);
}

/** The beginning of `bytes` as text. */
export function decodeBytes(bytes: Uint8Array, contentType: string, isTruncated = false): BodyText {
  const decoder = decoderOf(contentType);
  if (!decoder) return { contentType };
  const kept = bytes.subarray(0, PAYLOAD_LIMITS.bodyBytes);
  const cut = isTruncated || kept.length < bytes.length;
  // A character that was cut in half is left out.
  return { contentType, body: decoder.decode(kept, { stream: cut }), isTruncated: cut };
}

/** `undefined` for a charset that no browser knows. */
function decoderOf(contentType: string): TextDecoder | undefined {
  const charset = /charset=["']?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}

/** Reads no more than is kept of a copy of a body, and lets go of it. */
export async function readBeginning(
  stream: ReadableStream<Uint8Array>,
  contentType: string,
): Promise<BodyText> {
  const reader = stream.getReader();
  const decoder = decoderOf(contentType);
  let body = '';
  for (let left: number = PAYLOAD_LIMITS.bodyBytes; decoder && left >= 0; ) {
    const read = await reader.read().catch(() => undefined);
    // It was broken off, by the page or on its way: what came of it is kept.
    if (!read) break;
    const { done, value } = read;
    if (done) return { contentType, body: body + decoder.decode(), isTruncated: false };
    // A character that was cut in half is left out.
    body += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.length;
  }
  // Ends when the page has ended its own copy too; nobody waits for that.
  reader.cancel().catch(() => {});
  return decoder ? { contentType, body, isTruncated: true } : { contentType };
}
