import { useEffect, useState } from 'react';
import type { Product } from '../../contract/products.ts';
import { Basket } from './Basket.tsx';
import { useBasket } from './basket.ts';
import { Catalogue } from './Catalogue.tsx';
import { Confirmation } from './Confirmation.tsx';
import { fetchProducts } from './gateway.ts';
import { Link, usePath } from './router.tsx';
import { Till } from './Till.tsx';

/** The frame of every page, and which one is shown. */
export function Shop() {
  const { products, failure } = useProducts();
  const count = useBasket().reduce((sum, line) => sum + line.quantity, 0);
  return (
    <>
      <header className="masthead">
        <Link to="/" className="masthead-name">
          <span className="masthead-disc" aria-hidden="true" />
          Slow Spin Records
        </Link>
        <nav className="masthead-links">
          <Link to="/">Records</Link>
          <Link to="/basket" className="masthead-basket">
            Basket <span className="count">{count}</span>
          </Link>
        </nav>
      </header>
      <main>
        {failure && (
          <p role="alert" className="banner">
            {failure}
          </p>
        )}
        <Page products={products} />
      </main>
      <footer className="colophon">
        <span>Slow Spin Records, a shop that does not exist</span>
        <span>Pressed, packed and posted within two days</span>
      </footer>
    </>
  );
}

function Page({ products }: { products: Product[] }) {
  const path = usePath();
  const [, page, id] = path.split('/');
  if (page === 'basket') return <Basket products={products} />;
  if (page === 'till') return <Till products={products} />;
  if (page === 'orders' && id) return <Confirmation orderId={id} />;
  return <Catalogue products={products} />;
}

function useProducts() {
  const [products, setProducts] = useState<Product[]>([]);
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    fetchProducts().then(setProducts, () =>
      setFailure('The catalogue could not be loaded. Please try again.'),
    );
  }, []);
  return { products, failure };
}
