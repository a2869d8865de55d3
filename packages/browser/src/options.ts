import type { CanvasOptions, DomOptions } from './capture/dom/domOptions.ts';
import type { MaskingRules, MaskingSelectors } from './capture/masking.ts';
import type { NetworkOptions } from './capture/network/networkOptions.ts';
import { SESSION_LIMITS, type SessionLimits } from './session/session.ts';
import type { WidgetOptions } from './widget/widgetOptions.ts';

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
  /**
   * What is recorded as `*` outside elements marked otherwise. `inputs`: what is typed or chosen. `text`: all text too,
   * that of attributes included. `strict`: images, media and every attribute that is not needed to draw the page, too.
   * Default: `inputs`.
   */
  privacy?: 'inputs' | 'text' | 'strict';
  /** CSS selectors of elements whose text and inputs are recorded as `*`. Default: none. */
  maskSelectors?: string[];
  /**
   * CSS selectors of elements recorded as they are, inputs included, whatever `privacy` says; the nearest mark around an
   * element counts. Passwords and cards stay masked. Default: none.
   */
  unmaskSelectors?: string[];
  /** CSS selectors of elements of which only the size is recorded. Default: none. */
  blockSelectors?: string[];
  /** CSS selectors of elements whose changes and interactions are not recorded. Default: none. */
  ignoreSelectors?: string[];
  /** Whether pictures are taken of canvases that may be seen, how often and how large. Default: `false`. */
  canvas?: boolean | CanvasOptions;
  /**
   * Whether what pictures show, and the fonts in use, is stored too, once for all recordings, so that a replay needs nothing of
   * the page's servers. Only what the page may read (its own origin, or by CORS), up to 512 KiB each. Pictures outlive a session
   * that is erased: leave it where they may be a person's. Default: `false`.
   */
  storeImages?: boolean;
  storeFonts?: boolean;
  /**
   * Origins of pages in frames that are recorded together with this one; in such a page, the origins of pages around it that
   * it lets record it, masked by its own options. Default: none.
   */
  crossOriginIframes?: string[];
  /** URL query parameters that may be recorded. Default: none; query and hash of every URL are dropped. */
  allowedUrlParameters?: string[];
  /** What is recorded of requests beside that they were made, how long they took and how large they were. Default: nothing. */
  network?: NetworkOptions;
  /**
   * Where the worker that compresses comes from: the address of `throughline-worker.js` on the page's own origin, or
   * `false` for no worker. Default: a script tag takes the file beside the script if that is of the page's origin; else
   * the worker is made from a blob, which a Content Security Policy must allow by `worker-src blob:`.
   */
  worker?: string | false;
  /**
   * When it is recorded. `continuous`: always. `on-error`: what is captured is held in the page, a minute or two of it, and
   * sent when an exception comes, a server fails (5xx) or `keep` is called, and from then on. `manual`: after `start`. Default: `continuous`.
   */
  mode?: 'continuous' | 'on-error' | 'manual';
  /**
   * Whether what is held back outlives the page, in the browser's IndexedDB, so that an error on the next page brings what led to
   * it on this one. Not with the storage `memory`. Default: `false`.
   */
  holdAcrossPages?: boolean;
  /**
   * A small bar with which a person records, comments and marks an area of the page, for the mode `manual`; `true`, or how it
   * looks and speaks. It is loaded only if this is given. Default: none.
   */
  widget?: boolean | WidgetOptions;
  /** Whether the load of the page, Web Vitals, long tasks and what the page runs on are measured. Default: `true`. */
  performance?: boolean;
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
  masking: MaskingRules;
  dom: DomOptions;
  allowedUrlParameters: readonly string[];
  /** As it was given; checked where it is used, which is loaded later. */
  network: NetworkOptions | undefined;
  /** `undefined`: whichever this build prefers. */
  worker: string | false | undefined;
  mode: 'continuous' | 'on-error' | 'manual';
  holdAcrossPages: boolean | undefined;
  performance: boolean;
  consent: 'given' | 'required';
  widget: boolean | WidgetOptions | undefined;
  storage: 'localStorage' | 'cookie' | 'memory';
  session: SessionLimits;
}

/** Thrown for options that cannot be used; the message says which, and what it should be. */
export class OptionsError extends Error {}

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
    return refuse('options', 'an object: { endpoint, key }');
  const selectors = (name: keyof MaskingSelectors) =>
    strings(options, name).map((selector) =>
      isSelector(selector) ? selector : refuse(`${name}: "${selector}"`, 'a CSS selector'),
    );
  return {
    endpoint: checkEndpoint(options.endpoint),
    key: text(options, 'key') ?? refuse('key', "the project's ingest key"),
    service: text(options, 'service') ?? (hostname || 'browser'),
    release: text(options, 'release'),
    propagateTo: checkOrigins(options.propagateTo),
    masking: {
      privacy: oneOf(options, 'privacy', ['inputs', 'text', 'strict']),
      maskSelectors: selectors('maskSelectors'),
      unmaskSelectors: selectors('unmaskSelectors'),
      blockSelectors: selectors('blockSelectors'),
      ignoreSelectors: selectors('ignoreSelectors'),
    },
    dom: {
      canvas: options.canvas,
      crossOriginIframes: strings(options, 'crossOriginIframes'),
      storeImages: options.storeImages,
      storeFonts: options.storeFonts,
    },
    allowedUrlParameters: strings(options, 'allowedUrlParameters'),
    network: options.network,
    worker: options.worker === false ? false : text(options, 'worker'),
    mode: oneOf(options, 'mode', ['continuous', 'on-error', 'manual']),
    holdAcrossPages: options.holdAcrossPages,
    performance: options.performance !== false,
    widget: options.widget,
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
    return refuse('endpoint', 'a server, e.g. "http://localhost:4318"');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function checkOrigins(given: unknown): (string | RegExp)[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return refuse('propagateTo', 'an array');
  return given.map((origin: unknown) => {
    if (origin instanceof RegExp) return origin;
    const url = typeof origin === 'string' ? parseUrl(origin) : undefined;
    if (!url || url.origin === 'null')
      return refuse(`propagateTo: "${origin}"`, 'an origin ("https://api.example.com") or a RegExp');
    return url.origin;
  });
}

function text(
  options: ThroughlineOptions,
  name: 'key' | 'service' | 'release' | 'worker',
): string | undefined {
  const value: unknown = options[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') return refuse(name, 'a string');
  return value;
}

function strings(
  options: ThroughlineOptions,
  name: keyof MaskingSelectors | 'allowedUrlParameters' | 'crossOriginIframes',
): string[] {
  const value: unknown = options[name] ?? [];
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== 'string'))
    return refuse(name, 'an array of strings');
  return value;
}

/** The first of `allowed` is the default. */
function oneOf<Name extends 'mode' | 'consent' | 'storage' | 'privacy'>(
  options: ThroughlineOptions,
  name: Name,
  allowed: readonly NonNullable<ThroughlineOptions[Name]>[],
): NonNullable<ThroughlineOptions[Name]> {
  const value = options[name] ?? allowed[0];
  return allowed.find((one) => one === value) ?? refuse(name, `one of ${allowed.join(', ')}`);
}

function positive(
  options: ThroughlineOptions,
  name: 'sessionIdleMinutes' | 'sessionLongestHours',
  unitMs: number,
  otherwise: number,
): number {
  const value: unknown = options[name];
  if (value === undefined) return otherwise;
  if (typeof value !== 'number' || !(value > 0)) return refuse(name, 'above 0');
  return value * unitMs;
}

function refuse(name: string, wanted: string): never {
  throw new OptionsError(`${name} must be ${wanted}`);
}

function parseUrl(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}
