import {
  BAGGAGE_HEADER,
  SESSION_ID_HEADER,
  TRACEPARENT_HEADER,
  TRACESTATE_HEADER,
} from '@throughline/format';
import type { Carrier } from '../context/headers.ts';
import { ENVELOPE_KEY } from './envelope.ts';

/** What of a message names its trace and session. */
const NAMES = [TRACEPARENT_HEADER, TRACESTATE_HEADER, BAGGAGE_HEADER, SESSION_ID_HEADER];

/** How many characters of one value are taken: what W3C Baggage allows. */
const MAX_VALUE_CHARACTERS = 8192;

/** How many characters of a job's metadata are taken: W3C Trace Context and Baggage together. */
const MAX_METADATA_CHARACTERS = 10_000;

/**
 * Where messages of the usual clients keep their headers, nearest first: Kafka, NATS and Fetch in `headers`, AMQP in
 * `properties.headers`, gRPC in `metadata`, SQS and SNS in `MessageAttributes`, BullMQ in a job's options, and a job's own data
 * under our envelope's key.
 */
const PLACES: ((message: Fields) => unknown)[] = [
  (message) => message.headers,
  (message) => fieldsOf(message.properties)?.headers,
  (message) => message.metadata,
  (message) => message.MessageAttributes,
  (message) => parsed(fieldsOf(fieldsOf(message.opts)?.telemetry)?.metadata),
  (message) => message[ENVELOPE_KEY],
  (message) => fieldsOf(message.data)?.[ENVELOPE_KEY],
  (message) => message,
];

type Fields = Record<string, unknown>;

/**
 * The headers of `message` that name trace and session, whichever client it came from; values may be text, Buffers (Kafka),
 * lists (gRPC) or `{ StringValue }` (SQS), and the headers an object, a `Map`, `Headers` or anything with `get()`. What is
 * not to be read is left out.
 */
export function carrierOf(message: unknown): Carrier {
  const fields = fieldsOf(message);
  if (!fields) return {};
  for (const place of PLACES) {
    const carrier = readNames(fieldsOf(place(fields)));
    if (Object.keys(carrier).length > 0) return carrier;
  }
  return {};
}

/** The headers in the metadata that BullMQ stored a job with: a JSON text. What is not to be read is left out. */
export function carrierOfMetadata(metadata: unknown): Carrier {
  return readNames(fieldsOf(parsed(metadata)));
}

function parsed(metadata: unknown): unknown {
  if (typeof metadata !== 'string' || metadata.length > MAX_METADATA_CHARACTERS) return undefined;
  try {
    return JSON.parse(metadata);
  } catch {
    return undefined;
  }
}

/** What `message` says, without its headers: `value` of Kafka, `content` of AMQP, `data` of NATS and jobs, `Body` of SQS. */
export function contentOf(message: unknown): unknown {
  const { value, content, data, Body, Message } = fieldsOf(message) ?? {};
  return value ?? content ?? data ?? Body ?? Message ?? message;
}

/** The headers of `message`, in whatever form its client has them; `undefined` if it has none. */
export function headersOf(message: unknown): unknown {
  const { headers, properties, metadata, MessageAttributes } = fieldsOf(message) ?? {};
  return headers ?? fieldsOf(properties)?.headers ?? metadata ?? MessageAttributes;
}

function readNames(headers: Fields | undefined): Carrier {
  if (!headers) return {};
  const { get } = headers as { get?: unknown };
  const read = (name: string) => (typeof get === 'function' ? get.call(headers, name) : headers[name]);
  const carrier: Carrier = {};
  for (const name of NAMES) {
    const text = textOf(read(name));
    if (text !== undefined && text !== '' && text.length <= MAX_VALUE_CHARACTERS) carrier[name] = text;
  }
  return carrier;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return textOf(value[0]);
  const { StringValue, Value } = fieldsOf(value) ?? {};
  return [StringValue, Value].find((each) => typeof each === 'string') as string | undefined;
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}
