/**
 * A spool file is a row of frames, each a varint length and that many bytes: the length-delimited Protobuf that the
 * engine's `Protobuf` format reads. One framing for every kind of body, so one walker recovers them all.
 */

const CONTINUATION = 0x80;
const PAYLOAD_BITS = 7;
const PAYLOAD_MASK = 0x7f;
/** A varint of 64 bits takes ten bytes at most (https://protobuf.dev/programming-guides/encoding/). */
export const VARINT_BYTES_MOST = 10;

const WIRE_VARINT = 0;
const WIRE_LENGTH_DELIMITED = 2;
const FIELD_SHIFT = 3;

/** `value`, a whole number from 0 to 2^53 - 1, as a Protobuf varint. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > PAYLOAD_MASK) {
    bytes.push((rest % CONTINUATION) | CONTINUATION);
    rest = Math.floor(rest / CONTINUATION);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** The varint at `offset`, or `undefined` if it is cut short, too long, or beyond 2^53. */
export function readVarint(bytes: Buffer, offset: number): { value: number; next: number } | undefined {
  let value = 0;
  let scale = 1;
  for (let index = 0; index < VARINT_BYTES_MOST; index++) {
    const byte = bytes[offset + index];
    if (byte === undefined) return undefined;
    value += (byte & PAYLOAD_MASK) * scale;
    if ((byte & CONTINUATION) === 0)
      return Number.isSafeInteger(value) ? { value, next: offset + index + 1 } : undefined;
    scale *= 2 ** PAYLOAD_BITS;
  }
  return undefined;
}

/** A Protobuf field of wire type 0. */
export function varintField(field: number, value: number): Buffer[] {
  return [varint((field << FIELD_SHIFT) | WIRE_VARINT), varint(value)];
}

/** A Protobuf field of wire type 2; text is written as UTF-8. */
export function bytesField(field: number, value: Buffer | string): Buffer[] {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return [varint((field << FIELD_SHIFT) | WIRE_LENGTH_DELIMITED), varint(bytes.length), bytes];
}

/** One frame around the given pieces; the pieces are not copied. */
export function frame(pieces: Buffer[]): Buffer[] {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return [varint(length), ...pieces];
}

/** Where each whole frame of a file begins and ends, and where the last whole one ends (a torn tail lies behind it). */
export function walkFrames(file: Buffer): { frames: { start: number; end: number }[]; end: number } {
  const frames: { start: number; end: number }[] = [];
  let offset = 0;
  while (offset < file.length) {
    const length = readVarint(file, offset);
    if (!length || length.next + length.value > file.length) break;
    frames.push({ start: offset, end: length.next + length.value });
    offset = length.next + length.value;
  }
  return { frames, end: offset };
}
