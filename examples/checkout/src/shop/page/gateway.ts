import type { PaymentReceipt, PaymentRequest, ShopError } from '../../contract/payment.ts';
import type { Product } from '../../contract/products.ts';

/** A payment that did not go through. */
export class PaymentError extends Error {
  override readonly name = 'PaymentError';
  readonly reference: string;
  constructor({ message, reference }: ShopError['error']) {
    super(message);
    this.reference = reference ?? 'unknown';
  }
}

const url = (path: string) => globalThis.shopSettings.gateway + path;

export async function fetchProducts(): Promise<Product[]> {
  const response = await fetch(url('/api/products'));
  if (!response.ok) throw new Error('The catalogue could not be loaded.');
  return response.json();
}

/** Pays, or throws a `PaymentError` with what the gateway said. */
export async function pay(payment: PaymentRequest): Promise<PaymentReceipt> {
  const response = await fetch(url('/api/payment'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payment),
  });
  if (response.ok) return response.json();
  const { error } = (await response.json()) as ShopError;
  throw new PaymentError(error);
}
