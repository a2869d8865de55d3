import { readVarint } from './frame.ts';

const WIRE_VARINT = 0;
const WIRE_LENGTH_DELIMITED = 2;
const FIELD_SCALE = 8;

/**
 * The fields of the envelope in `frame` by number, up to and with field `last` if it is given; `whole` tells whether all that
 * was looked at could be read.
 */
export function readFields(
  frame: Buffer,
  last?: number,
): { fields: Map<number, Buffer | number>; whole: boolean } {
  const fields = new Map<number, Buffer | number>();
  let offset = readVarint(frame, 0)?.next ?? frame.length;
  while (offset < frame.length && !(last !== undefined && fields.has(last))) {
    const tag = readVarint(frame, offset);
    const value = tag && readVarint(frame, tag.next);
    if (!tag || !value) break;
    const wireType = tag.value % FIELD_SCALE;
    if (wireType !== WIRE_VARINT && wireType !== WIRE_LENGTH_DELIMITED) break;
    const end = wireType === WIRE_VARINT ? value.next : value.next + value.value;
    fields.set(
      Math.floor(tag.value / FIELD_SCALE),
      wireType === WIRE_VARINT ? value.value : frame.subarray(value.next, end),
    );
    offset = end;
  }
  return { fields, whole: offset === frame.length || (last !== undefined && fields.has(last)) };
}
