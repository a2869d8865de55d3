// Jobs that BullMQ gives to a process of its own: `processor.mjs` works on them.
import { Queue, Worker } from 'bullmq';

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) };

export async function consume() {
  const worker = new Worker('orders-apart', new URL('./processor.mjs', import.meta.url), { connection });
  await worker.waitUntilReady();
}

export async function produce() {
  const queue = new Queue('orders-apart', { connection });
  return () => queue.add('order', { copies: 1 });
}
