import type { AnyValue, KeyValue } from '@throughline/format';
import { readVarint } from '../spool/frame.ts';

/**
 * Decodes the lists and key-value lists that the store keeps as raw Protobuf (opentelemetry-proto `ArrayValue` and
 * `KeyValueList`). What is damaged or nests too deep is left out; stored bytes are as hostile as any.
 */

/** Levels decoded; deeper ones come back empty. */
const DEPTH_MOST = 32;

/** Fields of `AnyValue` by number. */
const [STRING, BOOL, INT, DOUBLE, ARRAY, KVLIST, BYTES] = [1, 2, 3, 4, 5, 6, 7];

export function decodeArray(bytes: Buffer, depth = 0): { values: AnyValue[] } {
  const values: AnyValue[] = [];
  for (const field of fields(bytes)) if (field.number === 1) values.push(decodeValue(field.bytes, depth + 1));
  return { values };
}

export function decodeKeyValueList(bytes: Buffer, depth = 0): { values: KeyValue[] } {
  const values: KeyValue[] = [];
  for (const field of fields(bytes)) if (field.number === 1) values.push(decodePair(field.bytes, depth));
  return { values };
}

function decodePair(bytes: Buffer, depth: number): KeyValue {
  const pair: KeyValue = { key: '' };
  for (const field of fields(bytes)) {
    if (field.number === 1) pair.key = field.bytes.toString();
    if (field.number === 2) pair.value = decodeValue(field.bytes, depth + 1);
  }
  return pair;
}

function decodeValue(bytes: Buffer, depth: number): AnyValue {
  if (depth > DEPTH_MOST) return {};
  let value: AnyValue = {};
  for (const field of fields(bytes)) {
    if (field.number === STRING) value = { stringValue: field.bytes.toString() };
    else if (field.number === BOOL) value = { boolValue: field.varint !== 0n };
    else if (field.number === INT) value = { intValue: BigInt.asIntN(64, field.varint).toString() };
    else if (field.number === DOUBLE && field.bytes.length === 8)
      value = { doubleValue: field.bytes.readDoubleLE(0) };
    else if (field.number === ARRAY) value = { arrayValue: decodeArray(field.bytes, depth) };
    else if (field.number === KVLIST) value = { kvlistValue: decodeKeyValueList(field.bytes, depth) };
    else if (field.number === BYTES) value = { bytesValue: field.bytes.toString('base64') };
  }
  if (typeof value.doubleValue === 'number' && !Number.isFinite(value.doubleValue))
    return { doubleValue: String(value.doubleValue) };
  return value;
}

interface Field {
  number: number;
  varint: bigint;
  bytes: Buffer;
}

function* fields(bytes: Buffer): Generator<Field> {
  let offset = 0;
  while (offset < bytes.length) {
    const tag = readVarint(bytes, offset);
    if (!tag) return;
    const number = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    if (wireType === 0) {
      const end = bytes.findIndex((byte, index) => index >= tag.next && byte < 0x80) + 1;
      if (end === 0) return;
      yield { number, varint: bigVarint(bytes.subarray(tag.next, end)), bytes: Buffer.alloc(0) };
      offset = end;
      continue;
    }
    const length =
      wireType === 2 ? readVarint(bytes, tag.next) : { value: wireType === 1 ? 8 : 4, next: tag.next };
    if (!length || length.next + length.value > bytes.length) return;
    yield { number, varint: 0n, bytes: bytes.subarray(length.next, length.next + length.value) };
    offset = length.next + length.value;
  }
}

function bigVarint(bytes: Buffer): bigint {
  let value = 0n;
  for (const [index, byte] of bytes.entries()) value |= BigInt(byte & 0x7f) << BigInt(7 * index);
  return value;
}
