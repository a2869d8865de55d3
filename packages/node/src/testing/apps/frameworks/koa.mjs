import Router from '@koa/router';
import { koaCorrelation } from '@throughline/node';
import Koa from 'koa';
import { listening, order, withMiddleware } from './order.mjs';

const app = new Koa();
const router = new Router();
if (withMiddleware) app.use(koaCorrelation());
router.post('/orders/:id', async (context) => {
  context.body = { ...(await order(context.params.id)), headers: context.headers };
});
app.use(router.routes());
const server = app.listen(0, '127.0.0.1', () => listening(server));
