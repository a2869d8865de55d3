import { INTEGRATION_LIMITS, TICKET_LIMITS } from '../limits.ts';
import { plainText } from './plainText.ts';
import { readRetryAfter } from './retry.ts';
import { TrackerError } from './trackerError.ts';

export interface Question {
  /** Whom it goes to, for people to read: `Jira`. */
  vendor: string;
  method: 'GET' | 'POST';
  /** http or https; who may say so has been checked where it was set. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Sent as JSON; a form and bytes as they are. */
  body?: unknown;
  /** What must not be told in an error. */
  secret: string;
  /** What the vendor says in an answer that is an error; empty if nothing that can be read. */
  saidIn: (text: string) => string;
  signal: AbortSignal;
  /** Bytes of the answer that are read. */
  answerBytes?: number;
}

/** The answer's text. Within bounds of time and size, and never anywhere else: redirects are not followed. Throws `TrackerError`. */
export async function ask(question: Question): Promise<string> {
  const { vendor, method, url, headers, body, secret, saidIn, signal } = question;
  const isRaw = body instanceof FormData || body instanceof URLSearchParams || body instanceof Uint8Array;
  const sent = isRaw || body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  if (!/^https?:\/\//i.test(url))
    throw new TrackerError(`the address of ${vendor} must begin with http:// or https://`, { isFinal: true });
  let response: Response;
  let answer: string;
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'Throughline',
        // What kind of form it is, `fetch` says.
        ...(!isRaw && sent !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
      // What authorizes must not go elsewhere.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TICKET_LIMITS.requestMs)]),
    });
    answer = await readBounded(response, question.answerBytes ?? INTEGRATION_LIMITS.answerBytes);
  } catch (error) {
    throw new TrackerError(`${vendor} could not be reached: ${causeOf(error).replaceAll(secret, '…')}`);
  }
  if (response.ok) return answer;
  throw refusal(vendor, response, saidIn(answer).replaceAll(secret, '…'));
}

/** An answer as JSON; throws `TrackerError` if it is none: then something else answers at the address. */
export function jsonOf<Answer>(vendor: string, text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new TrackerError(`what answers is not ${vendor}; is the address right?`, { isFinal: true });
  }
}

/** What a user may mend, by the status that is documented for it. */
const MEANINGS: Record<number, (vendor: string) => string> = {
  400: (vendor) => `${vendor} did not take it`,
  401: (vendor) => `${vendor} does not accept the user or the token`,
  403: (vendor) => `the user may not do that in ${vendor}`,
  404: (vendor) => `${vendor} has no such thing, or the user may not see it`,
  410: (vendor) => `${vendor} no longer takes it there`,
  422: (vendor) => `${vendor} did not take it`,
  429: (vendor) => `${vendor} asks to be left alone for a while`,
};
const TRY_AGAIN = new Set([408, 409, 425, 429]);

function refusal(vendor: string, { status, headers }: Response, said: string): TrackerError {
  const told = status < 500 ? plainText(said, TICKET_LIMITS.errorCharacters) : '';
  const meaning =
    MEANINGS[status]?.(vendor) ?? (status < 400 ? `is this the address of a ${vendor}?` : `${vendor} failed`);
  return new TrackerError(`${meaning} (HTTP ${status}${told && `: ${told}`})`, {
    isFinal: status < 500 && !TRY_AGAIN.has(status),
    retryAfterMs: readRetryAfter(headers.get('retry-after'), Date.now()),
  });
}

function causeOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `no answer within ${TICKET_LIMITS.requestMs / 1000} s`;
  return plainText(cause?.code ?? cause?.message ?? message, TICKET_LIMITS.errorCharacters);
}

async function readBounded(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
