import { gzipSync, strToU8 } from 'fflate';

/** Fast rather than small: the page waits for it. */
const LEVEL = 4;

/** `text` in UTF-8, compressed at once. For a page that goes away: nothing asynchronous is sure to run any more. */
export function gzipNow(text: string): Uint8Array<ArrayBuffer> {
  return gzipSync(strToU8(text), { level: LEVEL }) as Uint8Array<ArrayBuffer>;
}
