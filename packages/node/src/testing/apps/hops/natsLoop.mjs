// A subscription read by `for await`: its body is out of reach, so that the message is named by hand.
import { withMessage } from '@throughline/node';
import { connect } from 'nats';

export async function consume(work) {
  const connection = await connect({ servers: process.env.NATS_URL });
  const subscription = connection.subscribe('orders-in-a-loop');
  (async () => {
    for await (const message of subscription)
      withMessage(message, work, { system: 'nats', destination: message.subject });
  })();
  await connection.flush();
}

export async function produce() {
  const connection = await connect({ servers: process.env.NATS_URL });
  return async () => connection.publish('orders-in-a-loop', 'order');
}
