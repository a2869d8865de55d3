import type { BasketLine } from '../../contract/payment.ts';
import type { Product } from '../../contract/products.ts';
import { setQuantity, useBasket } from './basket.ts';
import { price, totalOf } from './money.ts';
import { Link } from './router.tsx';
import { Sleeve } from './Sleeve.tsx';

export function Basket({ products }: { products: Product[] }) {
  const lines = useBasket();
  if (lines.length === 0)
    return (
      <section className="opening">
        <h1>Your basket is empty</h1>
        <p>
          <Link to="/">Back to the records</Link>
        </p>
      </section>
    );
  return (
    <section className="narrow">
      <h1>Your basket</h1>
      <ul className="lines">
        {lines.map((line) => (
          <Line key={line.sku} line={line} product={products.find(({ sku }) => sku === line.sku)} />
        ))}
      </ul>
      <p className="total">
        <span>Total</span>
        <span className="price">{price(totalOf(lines, products))}</span>
      </p>
      <p className="actions">
        <Link to="/">Keep looking</Link>
        <Link to="/till" className="button">
          Go to the till
        </Link>
      </p>
    </section>
  );
}

function Line({ line: { sku, quantity }, product }: { line: BasketLine; product: Product | undefined }) {
  const title = product?.title ?? sku;
  return (
    <li className="line">
      <Sleeve sku={sku} />
      <div>
        <h2>{title}</h2>
        <p className="artist">{product?.artist}</p>
      </div>
      <div className="stepper">
        <button type="button" aria-label={`One ${title} less`} onClick={() => setQuantity(sku, quantity - 1)}>
          −
        </button>
        <span>{quantity}</span>
        <button type="button" aria-label={`One ${title} more`} onClick={() => setQuantity(sku, quantity + 1)}>
          +
        </button>
      </div>
      <span className="price">{price((product?.price ?? 0) * quantity)}</span>
    </li>
  );
}
