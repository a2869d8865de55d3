/** Most bytes of one stored block (RFC 1951, section 3.2.4). */
const LONGEST_BLOCK = 0xffff;
/** Magic number, method deflate, no flags, no time, unknown system (RFC 1952, section 2.3). */
const GZIP_HEADER = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/**
 * `text` in UTF-8 as a gzip member that holds it as it is. For what is too small to compress, and for a page that goes
 * away before the code that compresses has arrived.
 */
export function gzipStored(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  const blocks = Math.max(1, Math.ceil(bytes.byteLength / LONGEST_BLOCK));
  const member = new Uint8Array(GZIP_HEADER.length + blocks * 5 + bytes.byteLength + 8);
  const view = new DataView(member.buffer);
  member.set(GZIP_HEADER);
  let at = GZIP_HEADER.length;
  for (let block = 0; block < blocks; block++) {
    const content = bytes.subarray(block * LONGEST_BLOCK, (block + 1) * LONGEST_BLOCK);
    view.setUint8(at, block === blocks - 1 ? 1 : 0);
    view.setUint16(at + 1, content.byteLength, true);
    view.setUint16(at + 3, ~content.byteLength & 0xffff, true);
    member.set(content, at + 5);
    at += 5 + content.byteLength;
  }
  view.setUint32(at, crc32(bytes), true);
  view.setUint32(at + 4, bytes.byteLength, true);
  return member;
}

/** The check sum of RFC 1952, section 8, bit by bit: the texts are small. */
function crc32(bytes: Uint8Array): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
