/** Magic number, method deflate, no flags, no time, unknown system (RFC 1952, section 2.3). */
const HEADER = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/** The gzip member (RFC 1952) of `bytes`, whose deflate stream is `deflated`. */
export function gzipMember(bytes: Uint8Array, deflated: Uint8Array): Uint8Array<ArrayBuffer> {
  const end = HEADER.length + deflated.length;
  const member = new Uint8Array(end + 8);
  member.set(HEADER);
  member.set(deflated, HEADER.length);
  const view = new DataView(member.buffer);
  view.setUint32(end, crc32(bytes), true);
  view.setUint32(end + 4, bytes.length, true);
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
