// A flow: one job, and one that must be done before it, which is where the work is.
import { FlowProducer, Worker } from 'bullmq';

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) };

export async function consume(work) {
  const workers = [
    new Worker('flows', async () => {}, { connection }),
    new Worker('parts-of-flows', async () => work(), { connection }),
  ];
  for (const worker of workers) await worker.waitUntilReady();
}

export async function produce() {
  const flows = new FlowProducer({ connection });
  const part = { name: 'part', queueName: 'parts-of-flows', data: { copies: 1 } };
  return () => flows.add({ name: 'order', queueName: 'flows', children: [part] });
}
