import {
  claimDueDelivery,
  type DueDelivery,
  rememberNotSent,
  rememberSent,
} from '../control/alertDeliveries.ts';
import type { Database } from '../control/database.ts';
import { ALERT_LIMITS } from '../limits.ts';
import { plainText } from '../tickets/plainText.ts';
import { waitAfter } from '../tickets/retry.ts';
import { DeliveryError } from './send/deliveryError.ts';
import type { Send } from './send/send.ts';

export interface DeliverOptions {
  database: Database;
  send: Send;
  signal: AbortSignal;
  onError: (message: string, error: unknown) => void;
  /** Unix milliseconds. */
  now?: () => number;
  /** 0 to 1. */
  random?: () => number;
}

/** Sends all messages that are due, each by one server only; answers how many arrived. */
export async function deliverDue(options: DeliverOptions): Promise<number> {
  const { database, signal, now = Date.now } = options;
  let sent = 0;
  for (let tried = 0; tried < ALERT_LIMITS.messagesAtOnce && !signal.aborted; tried++) {
    const due = await claimDueDelivery(database, now());
    if (!due) break;
    if (await deliver(due, options)) sent += 1;
  }
  return sent;
}

async function deliver(due: DueDelivery, options: DeliverOptions): Promise<boolean> {
  const { database, send, signal, onError, now = Date.now, random = Math.random } = options;
  const { id, message, destination } = due;
  try {
    await send({ id, message, destination, now: now(), signal });
  } catch (error) {
    // The server stops: whether it arrived is not known, so another one tries when the claim has run out.
    if (signal.aborted) return false;
    const known = error instanceof DeliveryError;
    const wait =
      known && error.isFinal ? undefined : waitAfter(due.attempt, known ? error.retryAfterMs : 0, random());
    const why = plainText((error as Error).message, ALERT_LIMITS.errorCharacters);
    await rememberNotSent(database, due, {
      error: why,
      now: now(),
      nextAt: wait === undefined ? undefined : now() + wait,
    });
    const next = wait === undefined ? 'given up' : 'trying again later';
    onError(`an alert to the destination ${destination.id} was not sent; ${next}: ${why}`, error);
    return false;
  }
  await rememberSent(database, due, now());
  return true;
}
