import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { TEST_KEY } from '../serverProcess.ts';
import { type Body, type Expected, logsBody, segmentOf, traceIdOf, tracesBody, uuidOf } from './bodies.ts';

/** What was sent, as far as the senders know. */
export interface Sent {
  acknowledged: Expected[];
  /** Bodies that no answer came for until the end: they may be stored once or not at all. */
  unanswered: Expected[];
  /** Attempts beyond the first. */
  retried: number;
  /** Answers that say that a body will never be taken: there must be none. */
  refused: string[];
  /** From sending to the acknowledgement, of the attempt that had one, milliseconds. */
  ackMs: number[];
}

/** Sends one body; resolves `true` when it was acknowledged, `false` when it is to be sent again, or what refused it. */
type Send = (body: Body, giveUpAfterMs: number) => Promise<boolean | string>;

interface Sender {
  send: Send;
  /** Body number `index` of this sender. */
  make: (index: number) => Body;
}

export interface Load {
  /** Where the server listens, over all its lives. */
  url: string;
  grpcAddress: string;
  seed: number;
  random: () => number;
}

/** How long a sender waits for an answer, milliseconds; like that of an SDK, but shorter. */
const PATIENCE_MS = 5_000;
/** Share of requests that are given up within milliseconds, their answer lost, though the server may have them. */
const LOST_ANSWERS = 0.05;
const LOST_AFTER_MS = 30;
/** Pauses of a sender between two bodies, and, doubling, before it tries again; milliseconds. */
const PAUSE_MS = 150;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;
const RECORDS_MOST = 60;
/** Segments of a tab, and tabs of a session, before the next. */
const SEGMENTS_A_TAB = 40;
const TABS = 3;

/** Sends until `stopped` resolves, then until everything has an answer or `patienceMs` are over. */
export async function sendLoad(load: Load, stopped: AbortSignal, patienceMs: number): Promise<Sent> {
  const sent: Sent = { acknowledged: [], unanswered: [], retried: 0, refused: [], ackMs: [] };
  const grpc = new Client(load.grpcAddress, credentials.createInsecure(), {
    'grpc.initial_reconnect_backoff_ms': FIRST_RETRY_MS,
    'grpc.max_reconnect_backoff_ms': LAST_RETRY_MS,
  });
  let until = Number.POSITIVE_INFINITY;
  stopped.addEventListener('abort', () => {
    until = Date.now() + patienceMs;
  });
  await Promise.all(
    senders(load, grpc).map((sender) => run(sender, load, sent, stopped, () => Date.now() < until)),
  );
  grpc.close();
  return sent;
}

function senders({ url, seed, random }: Load, grpc: Client): Sender[] {
  const count = () => 1 + Math.floor(random() * RECORDS_MOST);
  const otlp =
    (make: typeof tracesBody, encoding: 'protobuf' | 'json') => (sender: number) => (index: number) => {
      const traceId = traceIdOf(seed, sender, index);
      return make(traceId, uuidOf(traceIdOf(seed, sender, Math.floor(index / 100))), count(), encoding);
    };
  const segments = (sender: number) => (index: number) => {
    const tabIndex = Math.floor(index / (SEGMENTS_A_TAB * TABS)) * TABS + (index % TABS);
    const session = uuidOf(traceIdOf(seed, sender, Math.floor(index / (SEGMENTS_A_TAB * TABS))));
    const tab = uuidOf(traceIdOf(seed + 1, sender, tabIndex));
    const seq = Math.floor((index % (SEGMENTS_A_TAB * TABS)) / TABS);
    return segmentOf(traceIdOf(seed, sender, index), session, tab, seq);
  };
  const kinds: [Send, (sender: number) => (index: number) => Body][] = [
    [overHttp(url, '/v1/traces', 'application/x-protobuf', true), otlp(tracesBody, 'protobuf')],
    [overHttp(url, '/v1/traces', 'application/json', true), otlp(tracesBody, 'json')],
    [overHttp(url, '/v1/traces', 'application/json', false), otlp(tracesBody, 'json')],
    [overGrpc(grpc, 'trace.v1.TraceService'), otlp(tracesBody, 'protobuf')],
    [overHttp(url, '/v1/logs', 'application/x-protobuf', true), otlp(logsBody, 'protobuf')],
    [overHttp(url, '/v1/logs', 'application/json', true), otlp(logsBody, 'json')],
    [overGrpc(grpc, 'logs.v1.LogsService'), otlp(logsBody, 'protobuf')],
    [overHttp(url, '/v1/segments', 'text/plain', false), segments],
    [overHttp(url, '/v1/segments', 'text/plain', false), segments],
    [overHttp(url, '/v1/segments', 'text/plain', false), segments],
  ];
  return kinds.map(([send, make], index) => ({ send, make: make(index) }));
}

async function run(
  { send, make }: Sender,
  { random }: Load,
  sent: Sent,
  stopped: AbortSignal,
  mayTry: () => boolean,
): Promise<void> {
  for (let index = 0; !stopped.aborted; index++) {
    const body = make(index);
    let answer: boolean | string = false;
    for (let wait = FIRST_RETRY_MS; answer === false && mayTry(); ) {
      const loses = random() < LOST_ANSWERS;
      const started = performance.now();
      answer = await send(body, loses ? random() * LOST_AFTER_MS : PATIENCE_MS);
      if (answer !== false) sent.ackMs.push(performance.now() - started);
      else {
        sent.retried++;
        await pause(random() * wait);
        wait = Math.min(LAST_RETRY_MS, wait * 2);
      }
    }
    if (answer === true) sent.acknowledged.push(body.expected);
    else if (answer === false) sent.unanswered.push(body.expected);
    else sent.refused.push(answer);
    await pause(random() * PAUSE_MS);
  }
}

function overHttp(url: string, path: string, type: string, gzip: boolean): Send {
  return async (body, giveUpAfterMs) => {
    const bytes = body.bytes();
    try {
      const response = await fetch(url + path, {
        method: 'POST',
        body: new Uint8Array(gzip ? gzipSync(bytes) : bytes),
        headers: {
          'content-type': type,
          'x-throughline-key': TEST_KEY,
          ...(gzip && { 'content-encoding': 'gzip' }),
        },
        signal: AbortSignal.timeout(Math.ceil(giveUpAfterMs)),
      });
      const text = await response.text();
      if (response.ok) return true;
      return response.status === 429 || response.status >= 502
        ? false
        : `${path}: ${response.status} ${text}`;
    } catch {
      return false;
    }
  };
}

/** Codes after which OTLP has a client try again (opentelemetry.io/docs/specs/otlp/#failures). */
const RETRIED_CODES = new Set([
  status.CANCELLED,
  status.DEADLINE_EXCEEDED,
  status.ABORTED,
  status.OUT_OF_RANGE,
  status.UNAVAILABLE,
  status.DATA_LOSS,
]);

function overGrpc(client: Client, service: string): Send {
  const asItIs = (bytes: Buffer) => bytes;
  const path = `/opentelemetry.proto.collector.${service}/Export`;
  return (body, giveUpAfterMs) => {
    const metadata = new Metadata();
    metadata.set('x-throughline-key', TEST_KEY);
    return new Promise((resolve) => {
      client.makeUnaryRequest(
        path,
        asItIs,
        asItIs,
        body.bytes(),
        metadata,
        { deadline: Date.now() + giveUpAfterMs },
        (error) => {
          if (!error) resolve(true);
          else resolve(RETRIED_CODES.has(error.code) ? false : `${path}: ${error.code} ${error.details}`);
        },
      );
    });
  };
}
