import { Queue, Worker } from 'bullmq';

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) };

export async function consume(work) {
  const worker = new Worker('orders', async () => work(), { connection });
  await worker.waitUntilReady();
}

export async function produce() {
  const queue = new Queue('orders', { connection });
  return () => queue.add('order', { copies: 1 });
}
