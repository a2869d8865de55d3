/** What is looked at to tell text from anything else, bytes: binary formats show themselves at once. */
const PROBE_BYTES = 512;

const BINARY = 'application/octet-stream';

/** The bytes of a message: text, bytes as they are, or anything else as JSON, which throws if it is no JSON. */
export function bytesOf(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return Buffer.from(typeof content === 'string' ? content : (JSON.stringify(content) ?? ''));
}

/** Messages do not say their type, or each broker elsewhere: it is told by how they begin. */
export function contentTypeOf(body: Uint8Array): string {
  const probe = body.subarray(0, PROBE_BYTES);
  try {
    // `stream`: a character may be cut in two at the end.
    const beginning = new TextDecoder('utf-8', { fatal: true }).decode(probe, { stream: true });
    if (beginning.includes('\0')) return BINARY;
    return /^\s*[[{]/.test(beginning) ? 'application/json' : 'text/plain';
  } catch {
    return BINARY;
  }
}

/**
 * The headers of a message, one pair for each value: an object, a `Map`, or anything that gives names and values in turn.
 * Values may be text, numbers, Buffers of text (Kafka), lists of these (NATS, gRPC) or `{ StringValue }` (SQS); others, such
 * as binary metadata, are left out.
 */
export function headerPairs(headers: unknown): [name: string, value: string][] {
  if (typeof headers !== 'object' || headers === null) return [];
  const entries: Iterable<[unknown, unknown]> =
    Symbol.iterator in headers ? (headers as Iterable<[unknown, unknown]>) : Object.entries(headers);
  const pairs: [string, string][] = [];
  for (const [name, values] of entries)
    for (const value of [values].flat()) {
      const text = headerText(value);
      if (text !== undefined) pairs.push([String(name), text]);
    }
  return pairs;
}

function headerText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array)
    return contentTypeOf(value) === BINARY ? undefined : Buffer.from(value).toString('utf8');
  const { StringValue, Value } = (value ?? {}) as { StringValue?: unknown; Value?: unknown };
  return [StringValue, Value].find((each) => typeof each === 'string') as string | undefined;
}
