import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { checkPayment, type PaymentReceipt, type ShopError } from '../contract/payment.ts';
import type { Product } from '../contract/products.ts';
import { getJson, postJson } from '../process/callService.ts';
import { cors } from './cors.ts';

/** The shop's only door to the back end, on an origin of its own. */
export function createGateway({ paymentUrl, ordersUrl }: { paymentUrl: string; ordersUrl: string }): Express {
  const app = express();
  app.use(cors, express.json({ limit: '64kb' }));

  app.get('/api/products', async (_, response) => {
    response.json(await getJson<Product[]>('orders', `${ordersUrl}/products`));
  });

  app.get('/api/orders/:id', async (request, response) => {
    const id = encodeURIComponent(request.params.id);
    response.json(await getJson<PaymentReceipt>('orders', `${ordersUrl}/orders/${id}`));
  });

  app.post('/api/payment', async (request, response) => {
    const payment = checkPayment(request.body);
    if (typeof payment === 'string') {
      response.status(400).json(shopError('bad_request', payment));
      return;
    }
    const reference = randomUUID().slice(0, 8).toUpperCase();
    console.log('charge attempt', { reference, card: payment.card.brand, lines: payment.basket.length });
    try {
      const receipt = await postJson<PaymentReceipt>('payment', `${paymentUrl}/charge`, payment);
      console.log('charge response', { reference, orderId: receipt.orderId, total: receipt.total });
      response.json(receipt);
    } catch (error) {
      console.error('charge error', { reference, reason: messageOf(error) });
      response.status(502).json(shopError('payment_failed', 'We could not place your order.', reference));
    }
  });

  app.use(onError);
  return app;
}

const onError: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = Number(error?.status) || 500;
  console.error('request failed', error);
  response.status(status).json(shopError(status < 500 ? 'bad_request' : 'unavailable', messageOf(error)));
};

function shopError(code: string, message: string, reference?: string): ShopError {
  return { error: { code, message, reference } };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
