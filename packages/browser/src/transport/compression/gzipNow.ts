import { deflate } from './deflate.ts';
import { gzipMember } from './gzipMember.ts';

/** `text` in UTF-8, compressed at once. For a page that goes away: nothing asynchronous is sure to run any more. */
export function gzipNow(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  return gzipMember(bytes, deflate(bytes));
}
