import type { PGlite } from '@electric-sql/pglite';
import { DOOMED_SKU, HAPPY_SKU, type Product } from '../contract/products.ts';

/** Copies of each record at the start: more than any demo sells. */
const STOCK = 100_000;

/** Holds in the circle of the signed first pressing. */
const HOLDS = 500;

const PRODUCTS: Product[] = [
  { sku: HAPPY_SKU, title: 'Harbour Lights', artist: 'The Slow Ferries', price: 2400, note: 'LP, 180 g' },
  { sku: 'paper-moons', title: 'Paper Moons', artist: 'Ada Winter', price: 2200, note: 'LP, clear vinyl' },
  {
    sku: DOOMED_SKU,
    title: 'Night Bus (signed first pressing)',
    artist: 'Marlow & the Tides',
    price: 18000,
    note: 'LP, numbered, one of 500',
  },
  { sku: 'low-orbit', title: 'Low Orbit', artist: 'Kestrel', price: 2600, note: '2 LP, gatefold' },
  { sku: 'salt-and-cedar', title: 'Salt & Cedar', artist: 'Juno Reyes', price: 2300, note: 'LP, 140 g' },
  { sku: 'field-notes', title: 'Field Notes', artist: 'Orchard Street', price: 1900, note: 'EP, 10 inch' },
];

/** Fills the tables. The holds of the signed first pressing run in a circle: the fault that the demo is about. */
export async function seed(db: PGlite): Promise<void> {
  for (const [place, { sku, title, artist, price, note }] of PRODUCTS.entries())
    await db.query('INSERT INTO products VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      sku,
      place,
      title,
      artist,
      price,
      note,
      STOCK,
    ]);
  await db.query(
    `INSERT INTO holds SELECT $1, id, CASE id WHEN 1 THEN $2::int ELSE id - 1 END
     FROM generate_series(1, $2::int) id`,
    [DOOMED_SKU, HOLDS],
  );
}
