import { fastifyCorrelation } from '@throughline/node';
import Fastify from 'fastify';
import { listening, order, withMiddleware } from './order.mjs';

const app = Fastify();
if (withMiddleware) await app.register(fastifyCorrelation);
app.post('/orders/:id', async (request) => ({
  ...(await order(request.params.id)),
  headers: request.headers,
}));
await app.listen({ port: 0, host: '127.0.0.1' });
listening(app.server);
