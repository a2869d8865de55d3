import { gzipSync, strToU8 } from 'fflate';

/** Fast rather than small: the page waits for it. */
const LEVEL = 4;

/** `text` in UTF-8, compressed at once. For a page that goes away: nothing asynchronous is sure to run any more. */
export function gzipNow(text: string): Uint8Array<ArrayBuffer> {
  return gzipSync(strToU8(text), { level: LEVEL }) as Uint8Array<ArrayBuffer>;
}

/** `text` in UTF-8, compressed by the browser where it can. */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof CompressionStream === 'undefined') return gzipNow(text);
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
