/** What the shop posts to `POST /api/payment`. Neither the card number nor the password is in it. */
export interface PaymentRequest {
  basket: BasketLine[];
  customer: { name: string; email: string };
  /** The card as a token that stands for it, and its brand for the receipt. */
  card: { token: string; brand: string };
  /** The account to open: a proof derived from the password (PBKDF2), and its salt; both base64. */
  account: { salt: string; proof: string };
}

export interface BasketLine {
  sku: string;
  /** 1 to 10. */
  quantity: number;
}

/** The answer to a payment that went through. */
export interface PaymentReceipt {
  orderId: string;
  /** Euro cents. */
  total: number;
}

/** The body of every error answer in the shop, whichever service gives it. */
export interface ShopError {
  error: {
    /** A word for programs, e.g. `payment_failed`. */
    code: string;
    /** A sentence for people. */
    message: string;
    /** Names the attempt towards the customer's service desk. */
    reference?: string;
  };
}

const MAX_TEXT_CHARACTERS = 500;
const MAX_LINES = 20;
const MAX_QUANTITY = 10;

/** `body` as a payment request, or the reason why it is none. */
export function checkPayment(body: unknown): PaymentRequest | string {
  const { basket, customer, card, account } = (body ?? {}) as Partial<PaymentRequest>;
  if (!Array.isArray(basket) || basket.length === 0 || basket.length > MAX_LINES)
    return `basket must be a list of 1 to ${MAX_LINES} lines`;
  if (!basket.every(isLine)) return `each line needs a sku and a quantity of 1 to ${MAX_QUANTITY}`;
  if (!areTexts(customer?.name, customer?.email)) return 'customer needs a name and an email';
  if (!areTexts(card?.token, card?.brand)) return 'card needs a token and a brand';
  if (!areTexts(account?.salt, account?.proof)) return 'account needs a salt and a proof';
  return { basket, customer, card, account } as PaymentRequest;
}

function isLine(line: Partial<BasketLine> | null): boolean {
  const quantity = line?.quantity ?? 0;
  return areTexts(line?.sku) && Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
}

function areTexts(...values: unknown[]): boolean {
  return values.every(
    (value) => typeof value === 'string' && value !== '' && value.length <= MAX_TEXT_CHARACTERS,
  );
}
