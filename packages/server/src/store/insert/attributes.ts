import { RECORD_LIMITS } from '../../limits.ts';
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

/** SQL for the text of the value `v`, cut to `most` bytes. Bytes are kept raw. */
export function valueText(v: string, encoding: Encoding, most: number = RECORD_LIMITS.valueBytes): string {
  const bytes = encoding === 'json' ? `tryBase64Decode(${v}.bytesValue)` : `${v}.bytesValue`;
  return (
    `coalesce(${cut(`${v}.stringValue`, most)}, toString(${v}.intValue), toString(${v}.boolValue), ` +
    `${cut(`toString(${v}.doubleValue)`, most)}, ${cutList(`${v}.arrayValue`, most)}, ` +
    `${cutList(`${v}.kvlistValue`, most)}, ${cut(bytes, most)}, '')`
  );
}

/** SQL for the kind of the value `v`; 0 for a string, and for a list that was too long to keep. */
export function valueKind(v: string, encoding: Encoding, most: number = RECORD_LIMITS.valueBytes): string {
  const [array, kvlist] =
    encoding === 'json'
      ? [VALUE_KINDS.arrayJson, VALUE_KINDS.kvlistJson]
      : [VALUE_KINDS.arrayProtobuf, VALUE_KINDS.kvlistProtobuf];
  return (
    `multiIf(${v}.stringValue IS NOT NULL, 0, ${v}.intValue IS NOT NULL, ${VALUE_KINDS.int}, ` +
    `${v}.boolValue IS NOT NULL, ${VALUE_KINDS.bool}, ${v}.doubleValue IS NOT NULL, ${VALUE_KINDS.double}, ` +
    `${v}.arrayValue IS NOT NULL, if(length(${v}.arrayValue) > ${most}, 0, ${array}), ` +
    `${v}.kvlistValue IS NOT NULL, if(length(${v}.kvlistValue) > ${most}, 0, ${kvlist}), ` +
    `${v}.bytesValue IS NOT NULL, ${VALUE_KINDS.bytes}, ${VALUE_KINDS.empty})`
  );
}

/** SQL for the text map of the key-value list `pairs`. */
export function textMap(pairs: string, encoding: Encoding): string {
  const kept = first(pairs, RECORD_LIMITS.attributes);
  return (
    `CAST((arrayMap(p -> ${NAME}, ${kept}), arrayMap(p -> ${valueText('p.value', encoding)}, ${kept})), ` +
    `'Map(LowCardinality(String), String)')`
  );
}

/** SQL for the kind map of the key-value list `pairs`. */
export function kindMap(pairs: string, encoding: Encoding): string {
  const others = `arrayFilter(p -> p.value.stringValue IS NULL, ${first(pairs, RECORD_LIMITS.attributes)})`;
  return (
    `CAST((arrayMap(p -> ${NAME}, ${others}), arrayMap(p -> ${valueKind('p.value', encoding)}, ${others})), ` +
    `'Map(LowCardinality(String), UInt8)')`
  );
}

/** SQL for the first `most` of `list`. */
export function first(list: string, most: number): string {
  return `arraySlice(${list}, 1, ${most})`;
}

/** SQL for how many of `list` were left out: those that the source says it dropped, and those beyond `most`. */
export function dropped(count: string, list: string, most: number): string {
  return `${count} + if(length(${list}) > ${most}, length(${list}) - ${most}, 0)`;
}

const NAME = `if(length(p.key) > ${RECORD_LIMITS.nameBytes}, toValidUTF8(substring(p.key, 1, ${RECORD_LIMITS.nameBytes})), p.key)`;

const mark = (text: string) => `concat(' … [', toString(length(${text})), ' bytes]')`;

/** The text's beginning, with a mark that says how long it was. */
function cut(text: string, most: number): string {
  return `if(length(${text}) > ${most}, concat(toValidUTF8(substring(${text}, 1, ${most})), ${mark(text)}), ${text})`;
}

/** A list cut anywhere could not be read any more, so only the mark is left of one that is too long. */
function cutList(list: string, most: number): string {
  return `if(length(${list}) > ${most}, ${mark(list)}, ${list})`;
}
