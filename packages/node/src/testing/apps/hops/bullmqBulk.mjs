import { Queue, Worker } from 'bullmq';

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) };

export async function consume(work) {
  const worker = new Worker('orders-in-bulk', async () => work(), { connection });
  await worker.waitUntilReady();
}

export async function produce() {
  const queue = new Queue('orders-in-bulk', { connection });
  return () => queue.addBulk([{ name: 'order', data: { copies: 1 } }]);
}
