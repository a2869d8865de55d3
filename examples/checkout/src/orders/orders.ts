import express, { type ErrorRequestHandler, type Express } from 'express';
import type { BasketLine, PaymentRequest } from '../contract/payment.ts';
import type { ReceiptJob } from '../contract/receipts.ts';
import type { Store } from './store.ts';

export interface OrdersParts {
  store: Store;
  sendReceipt: (job: ReceiptJob) => Promise<void>;
}

/** Keeps the catalogue, reserves stock and places orders. */
export function createOrders({ store, sendReceipt }: OrdersParts): Express {
  const app = express();
  app.use(express.json({ limit: '64kb' }));

  app.get('/products', async (_, response) => {
    response.json(await store.products());
  });

  app.get('/orders/:id', async (request, response) => {
    const order = await store.order(request.params.id);
    if (order) response.json(order);
    else response.status(404).json({ error: { code: 'not_found', message: 'There is no such order' } });
  });

  app.post('/orders', async (request, response) => {
    const { basket, customer } = request.body as Pick<PaymentRequest, 'basket' | 'customer'>;
    for (const line of basket) await reserve(store, line);
    const { orderId, total } = await store.placeOrder(basket, customer);
    await sendReceipt({ orderId, email: customer.email, total });
    console.log('order placed', { orderId, total });
    response.status(201).json({ orderId, total });
  });

  app.use(onError);
  return app;
}

async function reserve(store: Store, { sku }: BasketLine): Promise<void> {
  try {
    const ahead = await store.waitingLine(sku);
    console.log('stock reserved', { sku, ahead });
  } catch (error) {
    console.error('stock reservation failed', { sku }, error);
    throw error;
  }
}

const onError: ErrorRequestHandler = (error: Error, _request, response, _next) => {
  const timedOut = error.message === 'Query read timeout';
  response
    .status(timedOut ? 504 : 500)
    .json({ error: { code: timedOut ? 'database_timeout' : 'internal', message: error.message } });
};
