import type { BasketLine } from '../../contract/payment.ts';
import type { Product } from '../../contract/products.ts';

const euro = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });

/** Euro cents as a price tag. */
export const price = (cents: number) => euro.format(cents / 100);

/** What the basket costs, euro cents; records that are not in the catalogue cost nothing. */
export function totalOf(lines: BasketLine[], products: Product[]): number {
  return lines.reduce(
    (sum, { sku, quantity }) =>
      sum + quantity * (products.find((product) => product.sku === sku)?.price ?? 0),
    0,
  );
}
