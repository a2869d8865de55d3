import { createHmac, randomUUID } from 'node:crypto';
import type { IntegrationConfigurations } from '@throughline/format';
import { ask } from '../ask.ts';
import type { TicketToFile, Tracker } from './tracker.ts';

/**
 * Any program that takes JSON. Requests are signed as Standard Webhooks says (https://www.standardwebhooks.com): `webhook-id`,
 * `webhook-timestamp` (Unix seconds) and `webhook-signature`, HMAC-SHA256 of `id.timestamp.body`.
 */
export function webhookTracker(
  { url }: IntegrationConfigurations['webhook'],
  key: string,
  signal: AbortSignal,
): Tracker {
  async function post(content: object): Promise<void> {
    const [id, timestamp] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1000))];
    const body = JSON.stringify(content);
    await ask({
      ...{ vendor: 'the webhook', method: 'POST', url, body, secret: key, saidIn: (text) => text, signal },
      headers: {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signature(key, `${id}.${timestamp}.${body}`),
      },
    });
  }
  return {
    async file(ticket) {
      await post(messageOf(ticket));
      return { key: '', url: '' };
    },
    async test() {
      await post({ type: 'throughline.test', timestamp: new Date().toISOString(), data: {} });
      return 'The webhook took a message.';
    },
  };
}

function messageOf({ title, markdown, link, facts, picture }: TicketToFile): object {
  const { url } = link;
  return {
    type: 'throughline.ticket',
    timestamp: new Date().toISOString(),
    data: {
      ...{ title, description: markdown, url, ...facts },
      ...(picture && {
        picture: {
          contentType: 'image/png',
          alternative: picture.alternative,
          base64: Buffer.from(picture.png).toString('base64'),
        },
      }),
    },
  };
}

/** By version 1 of the standard. A key that begins with `whsec_` is base64 behind it; any other one is its bytes. */
export function signature(key: string, content: string): string {
  const bytes = key.startsWith('whsec_')
    ? Buffer.from(key.slice('whsec_'.length), 'base64')
    : Buffer.from(key);
  return `v1,${createHmac('sha256', bytes).update(content).digest('base64')}`;
}
