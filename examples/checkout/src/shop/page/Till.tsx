import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Product } from '../../contract/products.ts';
import { emptyBasket, useBasket } from './basket.ts';
import { Field } from './Field.tsx';
import { PaymentError, pay } from './gateway.ts';
import { price, totalOf } from './money.ts';
import { identifyCustomer } from './recording.ts';
import { navigate } from './router.tsx';
import { provePassword, tokenise } from './secrets.ts';

type State = { step: 'filling' } | { step: 'paying' } | { step: 'failed'; reference: string };

/** The till: the one form of the shop. */
export function Till({ products }: { products: Product[] }) {
  const lines = useBasket();
  const total = totalOf(lines, products);
  const [state, setState] = useState<State>({ step: 'filling' });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    setState({ step: 'paying' });
    try {
      await identifyCustomer(text('email'));
      const { orderId } = await pay({
        basket: lines,
        customer: { name: text('name'), email: text('email') },
        card: tokenise(text('card')),
        account: await provePassword(text('password')),
      });
      emptyBasket();
      navigate(`/orders/${orderId}`);
    } catch (error) {
      setState({
        step: 'failed',
        reference: error instanceof PaymentError ? error.reference : 'no connection',
      });
    }
  };

  return (
    <section className="till">
      <form onSubmit={submit}>
        <h1>Till</h1>
        {state.step === 'failed' && <Failure reference={state.reference} />}
        <fieldset>
          <legend>Who you are</legend>
          <Field label="Full name" name="name" autoComplete="name" />
          <Field label="E-mail" name="email" type="email" autoComplete="email" />
        </fieldset>
        <fieldset>
          <legend>Card</legend>
          <Field label="Card number" name="card" inputMode="numeric" autoComplete="cc-number" wide />
          <Field label="Expires" name="expires" placeholder="MM/YY" autoComplete="cc-exp" />
          <Field label="Security code" name="code" inputMode="numeric" autoComplete="cc-csc" />
        </fieldset>
        <fieldset>
          <legend>An account, so that you can follow your parcel</legend>
          <Field label="Choose a password" name="password" type="password" autoComplete="new-password" wide />
        </fieldset>
        <button type="submit" disabled={state.step === 'paying' || lines.length === 0}>
          {state.step === 'paying' ? 'Paying…' : `Pay ${price(total)}`}
        </button>
      </form>
      <aside className="summary">
        <h2>Your order</h2>
        <ul>
          {lines.map(({ sku, quantity }) => {
            const product = products.find((candidate) => candidate.sku === sku);
            return (
              <li key={sku}>
                <span>
                  {quantity} × {product?.title ?? sku}
                </span>
                <span>{price((product?.price ?? 0) * quantity)}</span>
              </li>
            );
          })}
        </ul>
        <p className="total">
          <span>Total</span>
          <span className="price">{price(total)}</span>
        </p>
        <p className="note">
          Your card number never leaves this page: the shop is given a token in its place.
        </p>
      </aside>
    </section>
  );
}

function Failure({ reference }: { reference: string }) {
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    banner.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <div role="alert" className="banner" ref={banner}>
      <strong>Payment failed. We could not place your order.</strong>
      <span>Your card was not charged. Reference {reference}</span>
    </div>
  );
}
