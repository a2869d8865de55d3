// No OpenTelemetry set-up at all: the middleware on Express.
import { correlation, getContext, inject } from '@throughline/node';
import express from 'express';

const app = express();
app.use(correlation());
app.get('/', async (request, response) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  response.json({ context: getContext(), outgoing: inject({}), headers: request.headers });
});
const server = app.listen(0, '127.0.0.1', () =>
  console.log(`listening http://127.0.0.1:${server.address().port}`),
);
