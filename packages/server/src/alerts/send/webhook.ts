import { createHmac } from 'node:crypto';
import type { AlertMessage } from '@throughline/format';
import { type DestinationAccess, keyOfSecret } from './access.ts';
import { postJson } from './post.ts';

/**
 * Sends a message as Standard Webhooks (version 1) says: signed with HMAC-SHA256 together with its id, which stays the same when it
 * is tried again, and the time in seconds. Throws `DeliveryError`.
 */
export async function sendWebhook(
  { url, secret }: Extract<DestinationAccess, { kind: 'webhook' }>,
  { id, message, now, signal }: { id: string; message: AlertMessage; now: number; signal: AbortSignal },
): Promise<void> {
  const body = JSON.stringify(message);
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', keyOfSecret(secret))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  await postJson(url, body, headers, signal);
}
