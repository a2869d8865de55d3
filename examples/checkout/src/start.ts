/** Starts the shop by hand: `npm start -w examples/checkout`. Ctrl-C ends it. */
import { launchCheckout } from './launch/launchCheckout.ts';
import { required } from './process/launcher.ts';

const checkout = await launchCheckout({
  endpoint: process.env.THROUGHLINE_ENDPOINT ?? 'http://localhost:4318',
  key: required('THROUGHLINE_KEY'),
  log: console.log,
});
console.log(`The shop is open at ${checkout.shopUrl}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void checkout.stop().then(() => process.exit()));
