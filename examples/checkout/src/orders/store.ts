import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { BasketLine, PaymentReceipt, PaymentRequest } from '../contract/payment.ts';
import type { Product } from '../contract/products.ts';

/** How long a customer at the till may wait for the waiting line to be walked, milliseconds. */
const RESERVATION_TIMEOUT_MS = 1000;

/** How long any other statement may take, milliseconds. */
const QUERY_TIMEOUT_MS = 10_000;

/**
 * How many people wait for a copy before this customer: the holds on a record, walked from the first to the last. The
 * holds of the signed first pressing run in a circle, so that the walk does not end until its own time is up. The
 * embedded database ignores `statement_timeout`, hence the bound in the statement itself.
 */
const WAITING_LINE = `
  WITH RECURSIVE waiting_line (hold, place) AS (
    SELECT id, 1 FROM holds WHERE sku = $1 AND id = (SELECT min(id) FROM holds WHERE sku = $1)
    UNION ALL
    SELECT next.id, waiting_line.place + 1
    FROM waiting_line JOIN holds next ON next.sku = $1 AND next.after = waiting_line.hold
    WHERE clock_timestamp() < statement_timestamp() + interval '2.5 seconds'
  )
  SELECT count(*)::int AS ahead FROM waiting_line`;

export type Store = ReturnType<typeof createStore>;

/** The tables of the shop, over a pool of connections. */
export function createStore(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 4, query_timeout: QUERY_TIMEOUT_MS });
  pool.on('error', (error) => console.error('database connection lost', error));

  return {
    /** The catalogue, in its order on the page. */
    async products(): Promise<Product[]> {
      const { rows } = await pool.query<Product>(
        'SELECT sku, title, artist, price, note FROM products ORDER BY place',
      );
      return rows;
    },

    /** How many holds stand before a new one; throws `Query read timeout` if it cannot be told in time. */
    async waitingLine(sku: string): Promise<number> {
      const query = { text: WAITING_LINE, values: [sku], query_timeout: RESERVATION_TIMEOUT_MS };
      const { rows } = await pool.query<{ ahead: number }>(query);
      return rows[0]?.ahead ?? 0;
    },

    /** Takes the copies from stock and keeps the order; throws if a record is unknown or sold out. */
    async placeOrder(basket: BasketLine[], customer: PaymentRequest['customer']): Promise<PaymentReceipt> {
      const orderId = randomUUID();
      let total = 0;
      for (const { sku, quantity } of basket) {
        const { rows } = await pool.query<{ price: number }>(
          'UPDATE products SET stock = stock - $2 WHERE sku = $1 AND stock >= $2 RETURNING price',
          [sku, quantity],
        );
        const [product] = rows;
        if (!product) throw new Error(`${sku} is sold out`);
        total += product.price * quantity;
      }
      await pool.query('INSERT INTO orders (id, customer, total, lines) VALUES ($1, $2, $3, $4)', [
        orderId,
        customer.name,
        total,
        JSON.stringify(basket),
      ]);
      return { orderId, total };
    },

    async order(id: string): Promise<PaymentReceipt | undefined> {
      const { rows } = await pool.query<PaymentReceipt>(
        'SELECT id AS "orderId", total FROM orders WHERE id::text = $1',
        [id],
      );
      return rows[0];
    },
  };
}
