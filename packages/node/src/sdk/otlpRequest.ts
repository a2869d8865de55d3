import http from 'node:http';
import https from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What came of sending one batch. */
export type Answer =
  | { status: 'accepted' }
  /** Worth sending again: the server is away or asks for patience. */
  | { status: 'later'; reason: string; retryAfterMillis?: number }
  | { status: 'refused'; reason: string };

export interface OtlpTarget {
  /** URL of the signal: `…/v1/traces` or `…/v1/logs`. */
  url: string;
  headers: () => Promise<Record<string, string>>;
  compression: 'gzip' | 'none';
  /** How long to wait for an answer, milliseconds. */
  timeoutMillis: number;
  agent: http.Agent | https.Agent;
}

/** The statuses that OTLP/HTTP calls retryable, https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const RETRYABLE = new Set([429, 502, 503, 504]);

/** How much of a refusal's text is shown, characters. */
const MAX_REASON_CHARACTERS = 200;

const compress = promisify(gzip);

/** Posts one OTLP body. Never rejects, and its socket never keeps the process alive. */
export async function postOtlp(target: OtlpTarget, body: Uint8Array): Promise<Answer> {
  try {
    const headers = await target.headers();
    if (target.compression === 'none') return await post(target, headers, body);
    return await post(target, { ...headers, 'content-encoding': 'gzip' }, await compress(body));
  } catch (error) {
    return { status: 'refused', reason: String(error) };
  }
}

function post(target: OtlpTarget, headers: Record<string, string>, body: Uint8Array): Promise<Answer> {
  const { request: open } = target.url.startsWith('https:') ? https : http;
  return new Promise((resolve) => {
    const request = open(target.url, {
      method: 'POST',
      headers: { ...headers, 'content-length': body.byteLength },
      agent: target.agent,
      timeout: target.timeoutMillis,
    });
    request.on('socket', (socket) => socket.unref());
    request.on('timeout', () => request.destroy(new Error(`no answer within ${target.timeoutMillis} ms`)));
    // A network error may have no message but always has a code.
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ status: 'later', reason: error.message || (error.code ?? error.name) }),
    );
    request.on('response', (response) => void read(response).then(resolve));
    request.end(body);
  });
}

async function read(response: http.IncomingMessage): Promise<Answer> {
  const { statusCode = 0, statusMessage = '', headers } = response;
  const text = await beginning(response);
  if (statusCode >= 200 && statusCode < 300) return { status: 'accepted' };
  const reason = `it answered ${statusCode} ${statusMessage}${text && `: ${text}`}`;
  if (!RETRYABLE.has(statusCode)) return { status: 'refused', reason };
  const seconds = Number(headers['retry-after']);
  return seconds > 0
    ? { status: 'later', reason, retryAfterMillis: seconds * 1000 }
    : { status: 'later', reason };
}

/** The printable beginning of a response's body; all of it is read, so that the connection can be used again. */
async function beginning(response: http.IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response) if (text.length < MAX_REASON_CHARACTERS) text += String(chunk);
  } catch {
    // The status says enough.
  }
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, MAX_REASON_CHARACTERS);
}
