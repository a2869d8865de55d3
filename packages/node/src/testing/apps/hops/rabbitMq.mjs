import { connect } from 'amqplib';

const queue = 'orders';

async function open() {
  const connection = await connect(process.env.AMQP_URL);
  const channel = await connection.createChannel();
  await channel.assertQueue(queue);
  return channel;
}

export async function consume(work) {
  const channel = await open();
  await channel.consume(queue, (message) => {
    work();
    channel.ack(message);
  });
}

export async function produce() {
  const channel = await open();
  return async () => channel.sendToQueue(queue, Buffer.from('order'), { headers: { 'x-request-id': 'r-1' } });
}
