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

/** Kinds whose stored text is raw bytes, which JSON cannot carry. */
const RAW_KINDS = [VALUE_KINDS.bytes, VALUE_KINDS.arrayProtobuf, VALUE_KINDS.kvlistProtobuf].join(', ');

/** SQL that reads a text map so that raw bytes come as base64; to be read back by `readAttributes`. */
export function attributesSql(texts: string, kinds: string): string {
  return `mapApply((name, text) -> (name, if(${kinds}[name] IN (${RAW_KINDS}), base64Encode(text), text)), ${texts})`;
}

/** SQL that reads one text the same way. */
export function valueSql(text: string, kind: string): string {
  return `if(${kind} IN (${RAW_KINDS}), base64Encode(${text}), ${text})`;
}

/** The cases of a value, each with its SQL text, given the value's SQL, and the kind that it is stored as. */
interface Case {
  name: string;
  text: (v: string) => string;
  kind: number;
}

/** `is` tells whether the value `v` is of the case; the likeliest case stands first. */
const READERS: Record<Encoding, { is: (v: string, name: string) => string; cases: readonly Case[] }> = {
  protobuf: {
    is: (v, name) => `${v}.case = '${name}'`,
    cases: [
      { name: 'string', text: (v) => `${v}.stringValue`, kind: 0 },
      { name: 'int', text: (v) => `${v}.intValue`, kind: VALUE_KINDS.int },
      { name: 'bool', text: (v) => `${v}.boolValue`, kind: VALUE_KINDS.bool },
      { name: 'double', text: (v) => `${v}.doubleValue`, kind: VALUE_KINDS.double },
      { name: 'array', text: (v) => `${v}.arrayValue`, kind: VALUE_KINDS.arrayProtobuf },
      { name: 'kvlist', text: (v) => `${v}.kvlistValue`, kind: VALUE_KINDS.kvlistProtobuf },
      { name: 'bytes', text: (v) => `${v}.bytesValue`, kind: VALUE_KINDS.bytes },
    ],
  },
  json: {
    is: (v, name) => `${v}.${name}Value IS NOT NULL`,
    cases: [
      { name: 'string', text: (v) => `assumeNotNull(${v}.stringValue)`, kind: 0 },
      { name: 'int', text: (v) => `toString(assumeNotNull(${v}.intValue))`, kind: VALUE_KINDS.int },
      { name: 'bool', text: (v) => `toString(assumeNotNull(${v}.boolValue))`, kind: VALUE_KINDS.bool },
      { name: 'double', text: (v) => `assumeNotNull(${v}.doubleValue)`, kind: VALUE_KINDS.double },
      { name: 'array', text: (v) => `assumeNotNull(${v}.arrayValue)`, kind: VALUE_KINDS.arrayJson },
      { name: 'kvlist', text: (v) => `assumeNotNull(${v}.kvlistValue)`, kind: VALUE_KINDS.kvlistJson },
      {
        name: 'bytes',
        text: (v) => `tryBase64Decode(assumeNotNull(${v}.bytesValue))`,
        kind: VALUE_KINDS.bytes,
      },
    ],
  },
};

/** SQL for the text of the value `v`, however long. Bytes are kept raw. */
function wholeText(v: string, encoding: Encoding): string {
  const { is, cases } = READERS[encoding];
  return `multiIf(${cases.map(({ name, text }) => `${is(v, name)}, ${text(v)}`).join(', ')}, '')`;
}

/** A list cut anywhere could not be read any more, so only the mark is left of one that is too long. */
const LISTS: readonly string[] = ['array', 'kvlist'];

/**
 * SQL for the text `text` of the value `v`, cut to `most` bytes with a mark that says how long it was. What stands behind the
 * first condition is evaluated only where it does not hold. `text` stands in it several times, so it should be a name: to
 * analyse a statement takes the engine longer than to read a small file by it.
 */
function cutText(text: string, v: string, encoding: Encoding, most: number): string {
  const isList = LISTS.map((name) => READERS[encoding].is(v, name)).join(' OR ');
  const mark = `concat(' … [', toString(length(${text})), ' bytes]')`;
  const cut = `concat(toValidUTF8(substring(${text}, 1, ${most})), ${mark})`;
  return `if(length(${text}) <= ${most}, ${text}, if(${isList}, ${mark}, ${cut}))`;
}

/** SQL for the text of the value `v`, cut to `most` bytes. */
export function valueText(v: string, encoding: Encoding, most: number): string {
  return `arrayMap(text -> ${cutText('text', v, encoding, most)}, [${wholeText(v, encoding)}])[1]`;
}

/** SQL for the kind of the value `v`; 0 for a string, and for a list that was too long to keep. */
export function valueKind(v: string, encoding: Encoding, most: number = RECORD_LIMITS.valueBytes): string {
  const { is, cases } = READERS[encoding];
  const kindOf = ({ name, text, kind }: Case) =>
    LISTS.includes(name) ? `if(length(${text(v)}) > ${most}, 0, ${kind})` : kind;
  const conditions = cases.map((one) => `${is(v, one.name)}, ${kindOf(one)}`);
  return `multiIf(${conditions.join(', ')}, ${VALUE_KINDS.empty})`;
}

/** SQL for the text map of the key-value list `pairs`. */
export function textMap(pairs: string, encoding: Encoding): string {
  const texts = bounded(
    `arrayMap((text, p) -> ${cutText('text', 'p.value', encoding, RECORD_LIMITS.valueBytes)}, ` +
      `arrayMap(p -> ${wholeText('p.value', encoding)}, ${pairs}), ${pairs})`,
  );
  return `CAST((${names(pairs)}, ${texts}), 'Map(LowCardinality(String), String)')`;
}

/** SQL for the kind map of the key-value list `pairs`. */
export function kindMap(pairs: string, encoding: Encoding): string {
  const kinds = bounded(`arrayMap(p -> ${valueKind('p.value', encoding)}, ${pairs})`);
  return `mapFilter((name, kind) -> kind != 0, CAST((${names(pairs)}, ${kinds}), 'Map(LowCardinality(String), UInt8)'))`;
}

/** SQL for the first `most` of `list`. */
export function first(list: string, most: number): string {
  return `arraySlice(${list}, 1, ${most})`;
}

/** SQL for how many of `list` were left out: those that the source says it dropped, and those beyond `most`. */
export function dropped(count: string, list: string, most: number): string {
  return `${count} + if(length(${list}) > ${most}, length(${list}) - ${most}, 0)`;
}

const bounded = (list: string): string => first(list, RECORD_LIMITS.attributes);

function names(pairs: string): string {
  const most = RECORD_LIMITS.nameBytes;
  return bounded(
    `arrayMap(p -> if(length(p.key) <= ${most}, p.key, toValidUTF8(substring(p.key, 1, ${most}))), ${pairs})`,
  );
}
