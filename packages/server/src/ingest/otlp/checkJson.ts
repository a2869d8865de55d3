import { isUtf8 } from 'node:buffer';
import { IngestError } from '../ingestError.ts';
import { INGEST_LIMITS } from '../limits.ts';

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
 * them. Throws 400 with the path of what is wrong. The parsed value is thrown away; the engine parses the text again.
 */
export function checkJson(text: Buffer, signal: 'traces' | 'logs'): void {
  const body = parseBoundedJson(text, 'the body');
  const [outer, middle, inner] =
    signal === 'traces'
      ? (['resourceSpans', 'scopeSpans', 'spans'] as const)
      : (['resourceLogs', 'scopeLogs', 'logRecords'] as const);
  const root = object(body, 'the body');
  for (const [index, resource] of list(root[outer], outer).entries()) {
    const path = `${outer}[${index}]`;
    for (const [at, scope] of list(object(resource, path)[middle], `${path}.${middle}`).entries()) {
      const scopePath = `${path}.${middle}[${at}]`;
      for (const [position, record] of list(
        object(scope, scopePath)[inner],
        `${scopePath}.${inner}`,
      ).entries())
        checkRecord(
          object(record, `${scopePath}.${inner}[${position}]`),
          `${scopePath}.${inner}[${position}]`,
          signal,
        );
    }
  }
}

const HEX = /^[0-9a-fA-F]*$/;

function checkRecord(record: Record<string, unknown>, path: string, signal: 'traces' | 'logs'): void {
  const needed = signal === 'traces';
  hex(record.traceId, 32, needed, `${path}.traceId`);
  hex(record.spanId, 16, needed, `${path}.spanId`);
  for (const [index, pair] of list(record.attributes, `${path}.attributes`).entries())
    if (typeof object(pair, `${path}.attributes[${index}]`).key !== 'string')
      throw new IngestError(400, `${path}.attributes[${index}].key must be a string`);
}

function hex(value: unknown, digits: number, needed: boolean, path: string): void {
  if (!needed && (value === undefined || value === null || value === '')) return;
  if (typeof value !== 'string' || value.length !== digits || !HEX.test(value))
    throw new IngestError(400, `${path} must be ${digits} hex digits`);
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
