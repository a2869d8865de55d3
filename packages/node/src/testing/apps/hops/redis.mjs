// A list of Redis has no place for headers: they ride in the message, by hand.
import { inject, withMessage } from '@throughline/node';
import Redis from 'ioredis';

const connect = () => new Redis({ host: '127.0.0.1', port: Number(process.env.REDIS_PORT) });

export async function consume(work) {
  const redis = connect();
  (async () => {
    for (;;) {
      const [, text] = await redis.brpop('orders-by-hand', 0);
      withMessage(JSON.parse(text), work, { system: 'redis', destination: 'orders-by-hand' });
    }
  })();
}

export async function produce() {
  const redis = connect();
  return () => redis.lpush('orders-by-hand', JSON.stringify(inject({ order: '1' })));
}
