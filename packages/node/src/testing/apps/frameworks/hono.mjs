import { serve } from '@hono/node-server';
import { honoCorrelation } from '@throughline/node';
import { Hono } from 'hono';
import { listening, order, withMiddleware } from './order.mjs';

const app = new Hono();
if (withMiddleware) app.use(honoCorrelation());
app.post('/orders/:id', async (context) => {
  await context.req.json();
  return context.json({ ...(await order(context.req.param('id'))), headers: context.req.header() });
});
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => listening(server));
