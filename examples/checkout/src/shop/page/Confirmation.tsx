import { Link } from './router.tsx';

export function Confirmation({ orderId }: { orderId: string }) {
  return (
    <section className="opening">
      <h1>Thank you</h1>
      <p>Your order is placed and your receipt is on its way to you by e-mail.</p>
      <p className="note">Order {orderId.slice(0, 8).toUpperCase()}</p>
      <p>
        <Link to="/">Back to the records</Link>
      </p>
    </section>
  );
}
