import { randomUUID } from 'node:crypto';
import type { AlertTest } from '@throughline/format';
import type { SealedDestination } from '../control/alertDestinations.ts';
import { ALERT_LIMITS } from '../limits.ts';
import { plainText } from '../tickets/plainText.ts';
import type { AlertLinks } from './links.ts';
import { testMessage } from './message.ts';
import type { Send } from './send/send.ts';

/** Sends a test message to each of the destinations, once; answers what came of it. */
export async function sendTest(
  destinations: readonly SealedDestination[],
  rule: { id: string; name: string; project: string },
  { send, links }: { send: Send; links: AlertLinks },
): Promise<AlertTest[]> {
  const message = testMessage(rule, links);
  const signal = AbortSignal.timeout(ALERT_LIMITS.sendMs);
  return Promise.all(
    destinations.map(async (destination) => {
      try {
        await send({ id: randomUUID(), message, destination, now: Date.now(), signal });
        return { destination: destination.id, isSent: true };
      } catch (error) {
        const why = plainText((error as Error).message, ALERT_LIMITS.errorCharacters);
        return { destination: destination.id, isSent: false, error: why };
      }
    }),
  );
}
