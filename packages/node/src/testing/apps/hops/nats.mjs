import { connect, headers } from 'nats';

export async function consume(work) {
  const connection = await connect({ servers: process.env.NATS_URL });
  connection.subscribe('orders', { callback: () => work() });
  await connection.flush();
}

export async function produce() {
  const connection = await connect({ servers: process.env.NATS_URL });
  const given = headers();
  given.set('x-request-id', 'r-1');
  return async () => connection.publish('orders', 'order', { headers: given });
}
