/** A record in the catalogue, as `GET /api/products` gives it. */
export interface Product {
  /** Stock-keeping unit, e.g. `harbour-lights`. */
  sku: string;
  title: string;
  artist: string;
  /** Euro cents. */
  price: number;
  /** One line beneath the title. */
  note: string;
}

/** A basket that fails: see the README. */
export const DOOMED_SKU = 'signed-first-pressing';

/** A basket that succeeds. */
export const HAPPY_SKU = 'harbour-lights';
