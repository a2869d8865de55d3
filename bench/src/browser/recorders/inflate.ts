import { gunzipSync, inflateSync } from 'node:zlib';

/** `bytes` with one layer of gzip or zlib taken off, or as they are if there is none. */
export function inflate(bytes: Buffer): Buffer {
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes);
    if (bytes[0] === 0x78) return inflateSync(bytes);
  } catch {
    // Only looks like it.
  }
  return bytes;
}

/** What the strings anywhere in a JSON value hold, as `unpack` has it. */
export function unpackStrings(value: unknown, unpack: (text: string) => Buffer | undefined): Buffer[] {
  if (typeof value === 'string') {
    const unpacked = unpack(value);
    return unpacked ? [unpacked] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((member) => unpackStrings(member, unpack));
}
