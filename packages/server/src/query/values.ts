import type { AnyValue, Attributes } from '@throughline/format';
import { VALUE_KINDS } from '../store/insert/attributes.ts';
import { decodeArray, decodeKeyValueList } from './decodeAnyValue.ts';

/** Attributes as they are stored: texts by name, and the kinds of those that are not strings. */
export type Texts = Record<string, string>;
export type Kinds = Record<string, number>;

/** An absent span id in hex. */
export const NO_SPAN = '0'.repeat(16);

/** Attributes with their types, from a text map and a kind map. */
export function readAttributes(texts: Texts, kinds: Kinds): Attributes {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, readValue(text, kinds[name] ?? 0)]),
  );
}

/** One value with its type, from its text and kind. */
export function readValue(text: string, kind: number): AnyValue {
  switch (kind) {
    case VALUE_KINDS.empty:
      return {};
    case VALUE_KINDS.bool:
      return { boolValue: text === 'true' };
    case VALUE_KINDS.int:
      return { intValue: text };
    case VALUE_KINDS.double:
      return { doubleValue: readDouble(text) };
    case VALUE_KINDS.bytes:
      return { bytesValue: text };
    case VALUE_KINDS.arrayJson:
      return { arrayValue: readJson(text) };
    case VALUE_KINDS.kvlistJson:
      return { kvlistValue: readJson(text) };
    case VALUE_KINDS.arrayProtobuf:
      return { arrayValue: decodeArray(Buffer.from(text, 'base64')) };
    case VALUE_KINDS.kvlistProtobuf:
      return { kvlistValue: decodeKeyValueList(Buffer.from(text, 'base64')) };
    default:
      return { stringValue: text };
  }
}

/** The engine writes `nan` and `inf`; JSON senders write `NaN` and `Infinity`. OTLP/JSON has the latter. */
function readDouble(text: string): number | string {
  if (/^[-+]?nan$/i.test(text)) return 'NaN';
  const infinity = /^([-+]?)inf(inity)?$/i.exec(text);
  if (infinity) return infinity[1] === '-' ? '-Infinity' : 'Infinity';
  return Number(text);
}

/**
 * Whole numbers of OTLP/JSON that were written as numbers; as text none of their 64 bits is lost. Within a JSON string
 * every quotation mark stands behind a backslash, so this finds none there.
 */
const BARE_INTEGER = /(?<=[{,\s]"intValue"\s*:\s*)-?\d+(?=\s*[,}])/g;

function readJson(text: string): { values?: never[] } {
  return JSON.parse(text.replace(BARE_INTEGER, '"$&"')) as { values?: never[] };
}
