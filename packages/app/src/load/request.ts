import { type ApiError, PATHS } from '@throughline/format';
import { ask } from './ask.ts';
import { withProject } from './project.ts';
import { noteServerTime } from './serverClock.ts';
import { shareHeaders } from './shareSecret.ts';

/** Longest wait for one answer, milliseconds: a server that is silent for so long is as good as away. */
const ANSWER_WITHIN_MS = 30_000;

/** Why the API gave no answer that can be shown; `message` is a sentence for people. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  /** The API's word for it, or `unreachable`, or `unreadable`. */
  readonly code: string;
  /** HTTP status; 0 if there was no answer. */
  readonly status: number;

  constructor(message: string, code: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** Whether asking again may help: not for what the request itself got wrong. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The JSON answer of `GET /api<path>`. Parameters that are `undefined` or empty are left out. Throws `RequestError`. */
export async function getJson<Answer>(
  path: string,
  parameters: Record<string, string | number | boolean | undefined> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  return parseJson<Answer>(await getText(path, parameters, signal));
}

function parseJson<Answer>(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new RequestError('The server answered with something that is not JSON.', 'unreadable', 200);
  }
}

/** The answer of `GET /api<path>` as text. Throws `RequestError`, or what `signal` was aborted with. */
export async function getText(
  path: string,
  parameters: Record<string, string | number | boolean | undefined> = {},
  signal?: AbortSignal,
): Promise<string> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== '') query.set(name, String(value));
  return answerOf(`${PATHS.api}${path}${query.size > 0 ? `?${query}` : ''}`, {}, signal);
}

/**
 * The JSON answer of any path of this server, not only under `/api`, to any method; `undefined` if it is empty. `body` goes as
 * JSON. Throws `RequestError`, or what `signal` was aborted with.
 */
export async function requestJson<Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  const sent = body !== undefined && {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  };
  const text = await answerOf(url, { method, ...sent }, signal);
  return text === '' ? undefined : parseJson<Answer>(text);
}

/** The answer to `url`, of this server, as text. Throws `RequestError`, or what `signal` was aborted with. */
async function answerOf(url: string, init: RequestInit, signal?: AbortSignal): Promise<string> {
  const patience = AbortSignal.timeout(ANSWER_WITHIN_MS);
  let status = 0;
  try {
    const response = await ask(withProject(url), {
      ...init,
      headers: { accept: 'application/json', ...shareHeaders(), ...init.headers },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    status = response.status;
    noteServerTime(response.headers.get('date'), Date.now());
    const text = await response.text();
    if (!response.ok) throw toError(status, text);
    return text;
  } catch (cause) {
    if (signal?.aborted || cause instanceof RequestError) throw cause;
    throw new RequestError('The server cannot be reached. Is it running?', 'unreachable', status);
  }
}

function toError(status: number, body: string): RequestError {
  try {
    const { error } = JSON.parse(body) as Partial<ApiError>;
    if (typeof error?.message === 'string')
      return new RequestError(error.message, String(error.code), status);
  } catch {
    // Not the API's own words: a proxy in between, or a crash. The status must do.
  }
  return new RequestError(`The server answered with status ${status}.`, 'internal', status);
}
