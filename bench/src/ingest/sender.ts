import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { bodyCount, traceBody } from './bodies.ts';

/**
 * A process that sends. Arguments: URL, key, spans. It makes all bodies first, says `ready`, waits for any message, sends
 * them eight at a time, and answers the latency of every acknowledgement in milliseconds.
 */
const [url = '', key = '', spans = '0'] = process.argv.slice(2);
const SENDERS = 8;

const bodies = Array.from({ length: bodyCount(Number(spans)) }, (_, index) =>
  gzipSync(traceBody(index), { level: 1 }),
);
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
  process.send?.({ latencies, bytes: bodies.reduce((sum, body) => sum + body.length, 0) });
  process.disconnect();
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
      'content-type': 'application/x-protobuf',
      'content-encoding': 'gzip',
      'content-length': body.length,
      authorization: `Bearer ${key}`,
    };
    const sent = request(`${url}/v1/traces`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
