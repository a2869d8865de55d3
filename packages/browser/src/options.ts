import { SESSION_LIMITS, type SessionLimits } from './session/session.ts';

/** What `init` takes. */
export interface ThroughlineOptions {
  /** Origin of the Throughline server, e.g. `http://localhost:4318`; a path in front of its routes may follow. */
  endpoint: string;
  /** The project's ingest key. It can only write, so it may stand in a page. */
  key: string;
  /** `service.name` of this front end. Default: the page's host name. */
  service?: string;
  /** `service.version` of this front end: a version, a commit. Default: none. */
  release?: string;
  /**
   * Origins beside the page's own whose requests get the context headers: `https://api.example.com`, or a pattern that
   * is tested against the origin. Each must allow the headers by CORS. Default: none.
   */
  propagateTo?: (string | RegExp)[];
  /** CSS selectors of elements whose text and inputs are recorded as `*`. Default: none; inputs are masked anyway. */
  maskSelectors?: string[];
  /** CSS selectors of elements of which only the size is recorded. Default: none. */
  blockSelectors?: string[];
  /** URL query parameters that may be recorded. Default: none; query and hash of every URL are dropped. */
  allowedUrlParameters?: string[];
  /**
   * Where the worker that compresses comes from: the address of `throughline-worker.js` on the page's own origin, or
   * `false` for no worker. Default: a script tag takes the file beside the script if that is of the page's origin; else
   * the worker is made from a blob, which a Content Security Policy must allow by `worker-src blob:`.
   */
  worker?: string | false;
  /**
   * When it is recorded. `continuous`: always. `on-error`: what is captured is held in the page, a minute or two of it, and
   * sent when an exception comes or `keep` is called, and from then on. `manual`: after `start`. Default: `continuous`.
   */
  mode?: 'continuous' | 'on-error' | 'manual';
  /** With `required` nothing is recorded, stored or sent before `optIn`. Default: `given`. */
  consent?: 'given' | 'required';
  /**
   * Where the session's id is kept between pages: `localStorage`, a `cookie` (secure, of the page's host), or `memory`,
   * with which each page is a session of its own and nothing is stored in the browser. Default: `localStorage`.
   */
  storage?: 'localStorage' | 'cookie' | 'memory';
  /** Minutes without anything done by the person after which the session is over. Default: 30. */
  sessionIdleMinutes?: number;
  /** Hours after which the session is over in any case. Default: 24. */
  sessionLongestHours?: number;
}

/** Options, checked and with their defaults. */
export interface Settings {
  endpoint: string;
  key: string;
  service: string;
  release: string | undefined;
  propagateTo: readonly (string | RegExp)[];
  maskSelectors: readonly string[];
  blockSelectors: readonly string[];
  allowedUrlParameters: readonly string[];
  /** `undefined`: whichever this build prefers. */
  worker: string | false | undefined;
  mode: 'continuous' | 'on-error' | 'manual';
  consent: 'given' | 'required';
  storage: 'localStorage' | 'cookie' | 'memory';
  session: SessionLimits;
}

/** Thrown for options that cannot be used; the message says which, and what it should be. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

/**
 * Checks what `init` was given. `isSelector` says whether the browser understands a CSS selector: one it does not would
 * mask nothing, so it is refused.
 */
export function checkOptions(
  options: ThroughlineOptions,
  hostname: string,
  isSelector: (selector: string) => boolean,
): Settings {
  if (typeof options !== 'object' || options === null)
    throw new OptionsError('init takes an object: { endpoint, key }');
  const selectors = (name: 'maskSelectors' | 'blockSelectors') =>
    strings(options, name).map((selector) => {
      if (!isSelector(selector)) throw new OptionsError(`${name}: "${selector}" is not a CSS selector`);
      return selector;
    });
  return {
    endpoint: checkEndpoint(options.endpoint),
    key: text(options, 'key') ?? missing('key', "the project's ingest key"),
    service: text(options, 'service') ?? (hostname || 'browser'),
    release: text(options, 'release'),
    propagateTo: checkOrigins(options.propagateTo),
    maskSelectors: selectors('maskSelectors'),
    blockSelectors: selectors('blockSelectors'),
    allowedUrlParameters: strings(options, 'allowedUrlParameters'),
    worker: options.worker === false ? false : text(options, 'worker'),
    mode: oneOf(options, 'mode', ['continuous', 'on-error', 'manual']),
    consent: oneOf(options, 'consent', ['given', 'required']),
    storage: oneOf(options, 'storage', ['localStorage', 'cookie', 'memory']),
    session: {
      idleMs: positive(options, 'sessionIdleMinutes', 60_000, SESSION_LIMITS.idleMs),
      longestMs: positive(options, 'sessionLongestHours', 3_600_000, SESSION_LIMITS.longestMs),
    },
  };
}

function checkEndpoint(endpoint: unknown): string {
  const url = typeof endpoint === 'string' ? parseUrl(endpoint) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    return missing('endpoint', 'the address of the Throughline server, e.g. "http://localhost:4318"');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function checkOrigins(given: unknown): (string | RegExp)[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw new OptionsError('propagateTo must be an array');
  return given.map((origin: unknown) => {
    if (origin instanceof RegExp) return origin;
    const url = typeof origin === 'string' ? parseUrl(origin) : undefined;
    if (!url || url.origin === 'null')
      throw new OptionsError(
        `propagateTo: "${String(origin)}" must be an origin such as "https://api.example.com", or a RegExp`,
      );
    return url.origin;
  });
}

function text(
  options: ThroughlineOptions,
  name: 'key' | 'service' | 'release' | 'worker',
): string | undefined {
  const value: unknown = options[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw new OptionsError(`${name} must be a string`);
  return value;
}

function strings(
  options: ThroughlineOptions,
  name: 'maskSelectors' | 'blockSelectors' | 'allowedUrlParameters',
): string[] {
  const value: unknown = options[name] ?? [];
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== 'string'))
    throw new OptionsError(`${name} must be an array of strings`);
  return value;
}

/** The first of `allowed` is the default. */
function oneOf<Name extends 'mode' | 'consent' | 'storage'>(
  options: ThroughlineOptions,
  name: Name,
  allowed: readonly Settings[Name][],
): Settings[Name] {
  const value = options[name] ?? allowed[0];
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new OptionsError(`${name} must be one of ${allowed.join(', ')}`);
  return found;
}

function positive(
  options: ThroughlineOptions,
  name: 'sessionIdleMinutes' | 'sessionLongestHours',
  unitMs: number,
  otherwise: number,
): number {
  const value: unknown = options[name];
  if (value === undefined) return otherwise;
  if (typeof value !== 'number' || !(value > 0)) throw new OptionsError(`${name} must be a number above 0`);
  return value * unitMs;
}

function missing(name: string, wanted: string): never {
  throw new OptionsError(`${name} must be ${wanted}`);
}

function parseUrl(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}
