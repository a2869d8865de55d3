import { isUtf8 } from 'node:buffer';
import { INGEST_LIMITS } from '../../limits.ts';
import { IngestError } from '../ingestError.ts';
import { RecordRules } from './recordRules.ts';
import type { CheckedBody } from './status.ts';

/** The JSON value of `text`, checked to be UTF-8, JSON, and no deeper than the engine's own parser goes. Throws 400. */
export function parseBoundedJson(text: Buffer, what: string): unknown {
  if (!isUtf8(text)) throw new IngestError(400, `${what} is not valid UTF-8`);
  if (deepest(text) > INGEST_LIMITS.jsonDepth)
    throw new IngestError(400, `${what} nests deeper than ${INGEST_LIMITS.jsonDepth} levels`);
  try {
    return JSON.parse(text.toString());
  } catch (error) {
    throw new IngestError(400, `${what} is not JSON: ${(error as Error).message}`);
  }
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

/** Deepest nesting of lists and objects; brackets within strings do not count. */
function deepest(text: Buffer): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const byte = text[index];
    if (inString) {
      if (byte === BACKSLASH) index++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) most = Math.max(most, ++depth);
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
  }
  return most;
}

/**
 * Checks an OTLP/JSON body before it is acknowledged: it must be JSON, and have the lists that OTLP has where it has
 * them. Throws 400 with the path of what is wrong. The engine parses the text again, so what is to be stored is the very
 * text, unless records of it are rejected.
 */
export function checkJson(text: Buffer, signal: 'traces' | 'logs'): CheckedBody {
  const parsed = parseBoundedJson(text, 'the body');
  const [outer, middle, inner] =
    signal === 'traces'
      ? (['resourceSpans', 'scopeSpans', 'spans'] as const)
      : (['resourceLogs', 'scopeLogs', 'logRecords'] as const);
  const rules = new RecordRules();
  const root = object(parsed, 'the body');
  for (const [index, resource] of list(root[outer], outer).entries()) {
    const path = `${outer}[${index}]`;
    for (const [at, entry] of list(object(resource, path)[middle], `${path}.${middle}`).entries()) {
      const scopePath = `${path}.${middle}[${at}]`;
      const scope = object(entry, scopePath);
      const records = list(scope[inner], `${scopePath}.${inner}`);
      const taken = records.filter((record, position) => {
        const recordPath = `${scopePath}.${inner}[${position}]`;
        return rules.take(checkRecord(object(record, recordPath), recordPath, signal));
      });
      if (taken.length < records.length) scope[inner] = taken;
    }
  }
  const { records, rejected } = rules;
  if (rejected === 0) return { body: text, records, rejected, reason: '' };
  return {
    body: Buffer.from(JSON.stringify(parsed)),
    records: records - rejected,
    rejected,
    reason: rules.reason,
  };
}

/** Whether a record has the ids that its signal needs. */
function checkRecord(record: Record<string, unknown>, path: string, signal: 'traces' | 'logs'): boolean {
  for (const [index, pair] of list(record.attributes, `${path}.attributes`).entries())
    if (typeof object(pair, `${path}.attributes[${index}]`).key !== 'string')
      throw new IngestError(400, `${path}.attributes[${index}].key must be a string`);
  if (signal === 'traces') return isId(record.traceId, 32) && isId(record.spanId, 16);
  // A log record needs none; of the wrong length it counts as none.
  return [record.traceId, record.spanId].every((id) => HEX.test(String(id ?? '')));
}

const HEX = /^[0-9a-fA-F]*$/;
const ZEROS = /^0*$/;

function isId(value: unknown, digits: number): boolean {
  return typeof value === 'string' && value.length === digits && HEX.test(value) && !ZEROS.test(value);
}

function object(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new IngestError(400, `${path} must be an object`);
  return value as Record<string, unknown>;
}

/** A list, or nothing: OTLP leaves empty fields out. */
function list(value: unknown, path: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new IngestError(400, `${path} must be a list`);
  return value;
}
