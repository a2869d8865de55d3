export { launchChromium } from './chromium.ts';
export { DOOMED_SKU, HAPPY_SKU } from './contract/products.ts';
export { type Checkout, type LaunchOptions, launchCheckout } from './launch/launchCheckout.ts';
export { type CheckService, DEFAULT_PORTS, type PortName } from './launch/parts.ts';
export {
  DEFAULT_CARD_NUMBER,
  DEFAULT_EMAIL,
  DEFAULT_PASSWORD,
  UNREACHABLE_EMAIL,
  type VisitOptions,
  visitCheckout,
} from './visit.ts';
