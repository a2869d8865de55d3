import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { bodyCount, SENT_KINDS, type SentKindName } from './kinds.ts';

/**
 * A process that sends. Arguments: URL, key, kind, records. It makes all bodies first, says `ready`, waits for any message,
 * sends them eight at a time, and answers a `Sent`.
 */
const [url = '', key = '', kindName = 'spans', records = '0'] = process.argv.slice(2);
const SENDERS = 8;
/** zlib's default, which OpenTelemetry's exporters leave as it is. */
const GZIP_LEVEL = 6;

export interface Sent {
  /** Of every acknowledgement, milliseconds. */
  latencies: number[];
  records: number;
  plainBytes: number;
  gzipBytes: number;
}

const kind = SENT_KINDS[kindName as SentKindName];
let plainBytes = 0;
const bodies = Array.from({ length: bodyCount(kindName as SentKindName, Number(records)) }, (_, index) => {
  const body = kind.body(index);
  plainBytes += body.length;
  return gzipSync(body, { level: GZIP_LEVEL });
});
const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });

process.once('message', async () => {
  const latencies: number[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let index = next++; index < bodies.length; index = next++)
        latencies.push(await send(bodies[index] as Buffer));
    }),
  );
  const sent: Sent = {
    latencies,
    records: bodies.length * kind.recordsABody,
    plainBytes,
    gzipBytes: bodies.reduce((sum, body) => sum + body.length, 0),
  };
  // Forty thousand latencies do not fit into the pipe at once.
  process.send?.(sent, () => process.disconnect());
  agent.destroy();
});
process.send?.('ready');

/** Sends until it is acknowledged; answers the time of the attempt that was. */
async function send(body: Buffer): Promise<number> {
  for (;;) {
    const started = performance.now();
    const status = await post(body);
    if (status === 200) return performance.now() - started;
    if (status !== 503 && status !== 429) throw new Error(`the server answered ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function post(body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': kind.contentType,
      // A segment says nothing of its encoding, as from a browser.
      ...(kind.path !== '/v1/segments' && { 'content-encoding': 'gzip' }),
      'content-length': body.length,
      authorization: `Bearer ${key}`,
    };
    const sent = request(`${url}${kind.path}`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
