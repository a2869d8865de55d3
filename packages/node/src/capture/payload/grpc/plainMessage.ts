/** How deep a message is looked into; Protocol Buffers themselves allow a hundred, people read four. */
const MAX_DEPTH = 16;

/** How many values of one message are looked at: more than 64 KiB of JSON can hold. */
const MAX_VALUES = 20_000;

const LEFT_OUT = '…';

/**
 * A copy of `message` that JSON can say: bytes as their number, 64-bit integers as text, messages of `google-protobuf` as
 * their fields. Bounded, whatever it refers to, itself included.
 */
export function plainMessage(message: unknown): unknown {
  let values = 0;
  return copy(message, 0);

  function copy(value: unknown, depth: number): unknown {
    values += 1;
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
    if (depth >= MAX_DEPTH || values >= MAX_VALUES) return LEFT_OUT;
    if (isLong(value)) return String(value);
    const said = sayOf(value);
    if (said !== value) return copy(said, depth + 1);
    if (Array.isArray(value)) return value.slice(0, MAX_VALUES - values).map((each) => copy(each, depth + 1));
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    return Object.fromEntries(
      entries.slice(0, MAX_VALUES - values).map(([name, each]) => [String(name), copy(each, depth + 1)]),
    );
  }
}

/** `Long` of protobufjs. */
function isLong(value: object): boolean {
  return 'low' in value && 'high' in value && 'unsigned' in value;
}

/** What an object says of itself: `toObject()` of google-protobuf, `toJSON()` of protobufjs and dates. */
function sayOf(value: object): unknown {
  const { toObject, toJSON } = value as { toObject?: unknown; toJSON?: unknown };
  if (typeof toObject === 'function') return toObject.call(value);
  return typeof toJSON === 'function' ? toJSON.call(value) : value;
}
