import type { Encoding } from './structure.ts';

/**
 * Attributes are stored as two maps: name -> text, which search reads, and name -> kind for those that are not plain
 * strings, by which the API gives each value back in its own type. The codes are stored: never reuse one.
 */
export const VALUE_KINDS = {
  empty: 1,
  bool: 2,
  int: 3,
  double: 4,
  bytes: 5,
  arrayJson: 6,
  kvlistJson: 7,
  arrayProtobuf: 8,
  kvlistProtobuf: 9,
} as const;

/** SQL for the text of the value `v`. Bytes are kept raw. */
export function valueText(v: string, encoding: Encoding): string {
  const bytes = encoding === 'json' ? `tryBase64Decode(${v}.bytesValue)` : `${v}.bytesValue`;
  return (
    `coalesce(${v}.stringValue, toString(${v}.intValue), toString(${v}.boolValue), toString(${v}.doubleValue), ` +
    `${v}.arrayValue, ${v}.kvlistValue, ${bytes}, '')`
  );
}

/** SQL for the kind of the value `v`; 0 for a string. */
export function valueKind(v: string, encoding: Encoding): string {
  const [array, kvlist] =
    encoding === 'json'
      ? [VALUE_KINDS.arrayJson, VALUE_KINDS.kvlistJson]
      : [VALUE_KINDS.arrayProtobuf, VALUE_KINDS.kvlistProtobuf];
  return (
    `multiIf(${v}.stringValue IS NOT NULL, 0, ${v}.intValue IS NOT NULL, ${VALUE_KINDS.int}, ` +
    `${v}.boolValue IS NOT NULL, ${VALUE_KINDS.bool}, ${v}.doubleValue IS NOT NULL, ${VALUE_KINDS.double}, ` +
    `${v}.arrayValue IS NOT NULL, ${array}, ${v}.kvlistValue IS NOT NULL, ${kvlist}, ` +
    `${v}.bytesValue IS NOT NULL, ${VALUE_KINDS.bytes}, ${VALUE_KINDS.empty})`
  );
}

/** SQL for the text map of the key-value list `pairs`. */
export function textMap(pairs: string, encoding: Encoding): string {
  return (
    `CAST((arrayMap(p -> p.key, ${pairs}), arrayMap(p -> ${valueText('p.value', encoding)}, ${pairs})), ` +
    `'Map(LowCardinality(String), String)')`
  );
}

/** SQL for the kind map of the key-value list `pairs`. */
export function kindMap(pairs: string, encoding: Encoding): string {
  const others = `arrayFilter(p -> p.value.stringValue IS NULL, ${pairs})`;
  return (
    `CAST((arrayMap(p -> p.key, ${others}), arrayMap(p -> ${valueKind('p.value', encoding)}, ${others})), ` +
    `'Map(LowCardinality(String), UInt8)')`
  );
}
