import type { AnyValue, KeyValue } from './otlp.ts';

/** A plain JavaScript value as the OTLP value that keeps its type. Integers beyond 2^53 must come as `bigint`. */
export function toAnyValue(value: unknown): AnyValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'bigint':
      return { intValue: String(value) };
    case 'number':
      if (Number.isSafeInteger(value)) return { intValue: String(value) };
      return { doubleValue: Number.isFinite(value) ? value : String(value) };
    case 'object':
      if (value === null) return {};
      if (Array.isArray(value)) return { arrayValue: { values: value.map(toAnyValue) } };
      return { kvlistValue: { values: toKeyValues(value as Record<string, unknown>) } };
    default:
      return {};
  }
}

/** Attributes as OTLP key-value pairs; entries whose value is `undefined` are left out. */
export function toKeyValues(attributes: Record<string, unknown>): KeyValue[] {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, value: toAnyValue(value) }));
}

/** The plain JavaScript value of an OTLP value: integers as numbers, beyond 2^53 as decimal strings; bytes as base64. */
export function fromAnyValue(value: AnyValue | undefined): unknown {
  if (!value) return null;
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.intValue !== undefined) {
    const number = Number(value.intValue);
    return Number.isSafeInteger(number) ? number : String(value.intValue);
  }
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(fromAnyValue);
  if (value.kvlistValue)
    return Object.fromEntries(
      (value.kvlistValue.values ?? []).map((pair) => [pair.key, fromAnyValue(pair.value)]),
    );
  if (value.bytesValue !== undefined) return value.bytesValue;
  return null;
}

/** An OTLP value as a person reads it: strings bare, everything else as JSON. */
export function anyValueText(value: AnyValue | undefined): string {
  const plain = fromAnyValue(value);
  if (plain === null) return '';
  if (typeof plain === 'string') return plain;
  if (typeof plain === 'number') return String(plain);
  return JSON.stringify(plain);
}
