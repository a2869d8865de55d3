import type { Page } from 'playwright-core';

/** What the visitor types by default. The first is the payment industry's best-known test number. */
export const DEFAULT_CARD_NUMBER = '4242 4242 4242 4242';
export const DEFAULT_PASSWORD = 'correct horse battery staple';
export const DEFAULT_EMAIL = 'robin.hale@example.com';
/** Pays like any other, but the receipt cannot be sent: the worker behind the queue fails, and the page hears nothing of it. */
export const UNREACHABLE_EMAIL = 'robin.hale@nowhere.invalid';

export interface VisitOptions {
  shopUrl: string;
  /** `doomed` fails in the database and ends with the alert, `happy` with the confirmation. */
  basket: 'doomed' | 'happy';
  cardNumber?: string;
  password?: string;
  /** `UNREACHABLE_EMAIL` fails behind the queue, after the page has its confirmation. */
  email?: string;
}

/** How long the shop may take for one step, milliseconds: the doomed query alone takes seconds. */
const STEP_TIMEOUT_MS = 30_000;

/** Milliseconds between two key strokes: someone who types fast, so that the replay shows it. */
const KEY_DELAY_MS = 15;

/**
 * One customer's visit in `page`: looks at the catalogue, puts a record in the basket, fills in the till and pays. Waits
 * until the outcome is on the page. Resolves to the id of the session that was recorded.
 */
export async function visitCheckout(
  page: Page,
  {
    shopUrl,
    basket,
    cardNumber = DEFAULT_CARD_NUMBER,
    password = DEFAULT_PASSWORD,
    email = DEFAULT_EMAIL,
  }: VisitOptions,
): Promise<string> {
  page.setDefaultTimeout(STEP_TIMEOUT_MS);
  await page.goto(shopUrl);
  const record = basket === 'doomed' ? /^Add .*signed first pressing/ : /^Add Harbour Lights/;
  await page.getByRole('button', { name: record }).click();
  await page.getByRole('link', { name: /^Basket/ }).click();
  await page.getByRole('link', { name: 'Go to the till' }).click();

  const type = async (label: string, text: string) => {
    await page.getByLabel(label, { exact: true }).pressSequentially(text, { delay: KEY_DELAY_MS });
  };
  await type('Full name', 'Robin Hale');
  await type('E-mail', email);
  await type('Card number', cardNumber);
  await type('Expires', '12/30');
  await type('Security code', '123');
  await type('Choose a password', password);
  await page.getByRole('button', { name: /^Pay/ }).click();

  const outcome =
    basket === 'doomed'
      ? page.getByRole('alert').filter({ hasText: 'Payment failed' })
      : page.getByRole('heading', { name: 'Thank you' });
  await outcome.waitFor();
  return page.evaluate(() => globalThis.shopSession());
}
