import Fastify, { type FastifyInstance } from 'fastify';
import type { PaymentReceipt, PaymentRequest } from '../contract/payment.ts';
import { postJson } from '../process/callService.ts';

interface Verdict {
  verdict: 'pass' | 'refuse';
}

/** Charges a card: asks fraud whether it may, then has orders place the order. */
export function createPayment({
  fraudUrl,
  ordersUrl,
}: {
  fraudUrl: string;
  ordersUrl: string;
}): FastifyInstance {
  const app = Fastify();

  app.post<{ Body: PaymentRequest }>('/charge', async ({ body }, reply) => {
    const { basket, customer, card } = body;
    const { verdict } = await postJson<Verdict>('fraud', `${fraudUrl}/check`, {
      card: card.token,
      copies: basket.reduce((sum, line) => sum + line.quantity, 0),
    });
    console.log('fraud verdict', { verdict });
    if (verdict === 'refuse')
      return reply.code(402).send({ error: { code: 'refused', message: 'The card was refused' } });

    console.log('reserving stock', { skus: basket.map((line) => line.sku) });
    const receipt = await postJson<PaymentReceipt>('orders', `${ordersUrl}/orders`, { basket, customer });
    console.log('charged', { orderId: receipt.orderId, total: receipt.total, card: card.brand });
    return receipt;
  });

  app.setErrorHandler((error, _request, reply) => {
    const message = error instanceof Error ? error.message : String(error);
    console.error('charge failed', error);
    return reply.code(502).send({ error: { code: 'charge_failed', message } });
  });
  return app;
}
