import type { Product } from '../../contract/products.ts';
import { addToBasket, useBasket } from './basket.ts';
import { price } from './money.ts';
import { Sleeve } from './Sleeve.tsx';

export function Catalogue({ products }: { products: Product[] }) {
  return (
    <>
      <section className="opening">
        <h1>Records for slow evenings</h1>
        <p>A small shelf, chosen by hand. Everything here is in stock.</p>
      </section>
      <ul className="shelf">
        {products.map((product) => (
          <Record key={product.sku} product={product} />
        ))}
      </ul>
    </>
  );
}

function Record({ product }: { product: Product }) {
  const { sku, title, artist, note } = product;
  const inBasket = useBasket().find((line) => line.sku === sku)?.quantity ?? 0;
  return (
    <li className="record">
      <Sleeve sku={sku} />
      <div className="record-text">
        <h2>{title}</h2>
        <p className="artist">{artist}</p>
        <p className="note">{note}</p>
      </div>
      <div className="record-foot">
        <span className="price">{price(product.price)}</span>
        <button
          type="button"
          className="quiet"
          aria-label={`Add ${title} to the basket`}
          onClick={() => addToBasket(sku)}
        >
          {inBasket === 0 ? 'Add to basket' : `In basket: ${inBasket}`}
        </button>
      </div>
    </li>
  );
}
