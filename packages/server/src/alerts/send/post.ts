import { ALERT_LIMITS } from '../../limits.ts';
import { readRetryAfter } from '../../tickets/retry.ts';
import { DeliveryError } from './deliveryError.ts';

const TRY_AGAIN = new Set([408, 409, 425, 429]);

/** Posts JSON. What the receiver answers is not read: it could be of any size, and of any other server. Throws `DeliveryError`. */
export async function postJson(
  url: string,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Throughline', ...headers },
      body,
      // What was meant for one must not go elsewhere.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ALERT_LIMITS.sendMs)]),
    });
    await response.body?.cancel();
  } catch (error) {
    throw new DeliveryError(`the receiver could not be reached: ${causeOf(error)}`);
  }
  const { ok, status } = response;
  if (ok) return;
  throw new DeliveryError(`the receiver answered HTTP ${status}`, {
    isFinal: status < 500 && !TRY_AGAIN.has(status),
    retryAfterMs: readRetryAfter(response.headers.get('retry-after'), Date.now()),
  });
}

/** Never the message of `fetch` itself: it may have the address in it. */
function causeOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  return name === 'TimeoutError' ? 'it did not answer in time' : (cause?.code ?? 'the connection failed');
}
