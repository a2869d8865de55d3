import { readVarint } from '../../spool/frame.ts';

/** One field of a Protobuf message: where it begins with its tag, and where its value begins and ends. */
export interface ProtobufField {
  number: number;
  wireType: number;
  start: number;
  valueStart: number;
  end: number;
}

/** The wire type of strings, bytes and messages. */
export const LENGTH_DELIMITED = 2;

/** A tag is field number times 8 plus wire type. */
const FIELD_SCALE = 8;

/** The field at `offset` of the message that ends at `end`; what is wrong with it, if something is. */
export function readField(bytes: Buffer, offset: number, end: number): ProtobufField | string {
  const tag = readVarint(bytes, offset);
  if (!tag || tag.next > end) return 'a field tag is cut short';
  const number = Math.floor(tag.value / FIELD_SCALE);
  if (number === 0) return 'field number 0';
  const wireType = tag.value % FIELD_SCALE;
  const value = skipValue(bytes, tag.next, wireType);
  if (value === undefined || value.end > end) return `field ${number} is longer than what is left`;
  return { number, wireType, start: offset, valueStart: value.start, end: value.end };
}

/** Where the value at `offset` begins and ends, by its wire type. */
function skipValue(
  bytes: Buffer,
  offset: number,
  wireType: number,
): { start: number; end: number } | undefined {
  switch (wireType) {
    case 0: {
      const end = endOfVarint(bytes, offset);
      return end === undefined ? undefined : { start: offset, end };
    }
    case 1:
      return { start: offset, end: offset + 8 };
    case LENGTH_DELIMITED: {
      const length = readVarint(bytes, offset);
      return length && { start: length.next, end: length.next + length.value };
    }
    case 5:
      return { start: offset, end: offset + 4 };
    default:
      return undefined;
  }
}

/** A value may use all 64 bits, which `readVarint` refuses as a number. */
function endOfVarint(bytes: Buffer, offset: number): number | undefined {
  for (let index = offset; index < offset + 10; index++) {
    const byte = bytes[index];
    if (byte === undefined) return undefined;
    if (byte < 0x80) return index + 1;
  }
  return undefined;
}
