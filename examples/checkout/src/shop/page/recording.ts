import { init } from '@throughline/browser';
import type { ShopSettings } from '../settings.ts';

declare global {
  /** Set by `/settings.js` before the page's own script. */
  var shopSettings: ShopSettings;
  /** The id of the session being recorded, for who drives the page from outside. */
  var shopSession: () => string;
}

let recorder: ReturnType<typeof init> | undefined;

/** Records this visit, and lets the line run on to the gateway. */
export function startRecording(): void {
  const { endpoint, key, gateway } = globalThis.shopSettings;
  const started = init({ endpoint, key, service: 'shop', release: '1.4.0', propagateTo: [gateway] });
  recorder = started;
  globalThis.shopSession = () => started.sessionId();
}

/** Says who the visitor is, by a hash: the recording needs no e-mail address. */
export async function identifyCustomer(email: string): Promise<void> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(email.trim().toLowerCase()));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  recorder?.identify(`customer-${hex.slice(0, 12)}`);
}
