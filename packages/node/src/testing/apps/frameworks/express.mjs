import { correlation } from '@throughline/node';
import express from 'express';
import { listening, order, withMiddleware } from './order.mjs';

const app = express();
if (withMiddleware) app.use(correlation());
app.use(express.json());
app.post('/orders/:id', (request, response, next) => {
  order(request.params.id).then((answer) => response.json({ ...answer, headers: request.headers }), next);
});
const server = app.listen(0, '127.0.0.1', () => listening(server));
