import type { PaymentRequest } from '../../contract/payment.ts';

/** Rounds of PBKDF2 with SHA-256: what OWASP asks for. */
const PBKDF2_ROUNDS = 600_000;

/** What stands for the card: a random token, as a card vault would give. Neither the number nor a part of it leaves the page. */
export function tokenise(cardNumber: string): PaymentRequest['card'] {
  return { token: `card_${crypto.randomUUID()}`, brand: brandOf(cardNumber) };
}

function brandOf(cardNumber: string): string {
  if (/^4/.test(cardNumber)) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(cardNumber)) return 'mastercard';
  return 'card';
}

/** A proof of the password under a fresh salt, both base64. The password itself stays in the page. */
export async function provePassword(password: string): Promise<PaymentRequest['account']> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const proof = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: PBKDF2_ROUNDS },
    material,
    256,
  );
  return { salt: base64(salt), proof: base64(new Uint8Array(proof)) };
}

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
