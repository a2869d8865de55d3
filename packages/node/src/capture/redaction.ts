import {
  createAddressRedaction,
  createFreeTextRedaction,
  createPayloadRedaction,
  type PayloadRedaction,
  REDACTED,
  type RedactionOptions,
} from '@throughline/format';

/** How deep a log record's fields are looked into; what lies deeper is left out. */
const MAX_DEPTH = 8;

/** Texts longer than this are seldom the same twice, characters. */
const MAX_REMEMBERED_CHARACTERS = 256;

/** How many results are remembered of each kind: at most half a megabyte, and begun anew when it is full. */
const MAX_REMEMBERED = 1000;

/**
 * Scheme and host, and port, without user name and password. They are looked at apart from the path: hosts are few, paths are
 * many, and `auth:8080` is not the name of a secret and its value.
 */
const ORIGIN = /^(https?:\/\/[^\s/?#@:"'\\]+)(:\d{1,5})?$/i;

/** A host whose paths are secrets: rules that know them want to see both. */
const SECRET_PATHS = 'hooks.slack.com';

/** What is redacted before it leaves the process, by the rules of `format`: the same as in the browser. */
export class Redaction {
  #options: RedactionOptions = {};
  #payload = createPayloadRedaction();
  #address = createAddressRedaction();
  #freeText = createFreeTextRedaction();
  /** Spans say the same again and again: hosts, queries, statements. */
  readonly #origins = new Map<string, string>();
  readonly #queries = new Map<string, string>();
  readonly #texts = new Map<string, string>();

  /** Adds to the rules; what is not named stays as it is. */
  configure(options: RedactionOptions): void {
    this.#options = { ...this.#options, ...options };
    this.#payload = createPayloadRedaction(this.#options);
    this.#address = createAddressRedaction(this.#options);
    this.#freeText = createFreeTextRedaction(this.#options);
    this.#origins.clear();
    this.#queries.clear();
    this.#texts.clear();
  }

  /** Headers and body as attributes. */
  readonly payload: PayloadRedaction = (raw) => this.#payload(raw);

  /** An address, its query included, without its hash. */
  readonly address = (address: string): string => {
    const hash = address.indexOf('#');
    const bare = hash < 0 ? address : address.slice(0, hash);
    const query = bare.indexOf('?');
    if (query < 0) return this.#location(bare);
    return this.#location(bare.slice(0, query)) + remembered(this.#queries, bare.slice(query), this.#address);
  };

  /** A line of text. */
  readonly text = (text: string): string =>
    // Most is harmless, and never the same twice: paths with ids. Only what took some looking into is worth remembering.
    this.#freeText.mayHoldSecret(text) ? remembered(this.#texts, text, this.#freeText.text) : text;

  /** An address before its query. */
  #location(location: string): string {
    const scheme = location.indexOf('://');
    if (scheme < 0) return this.text(location);
    const path = location.indexOf('/', scheme + 3);
    const end = path < 0 ? location.length : path;
    const origin = remembered(this.#origins, location.slice(0, end), this.#origin);
    return origin === '' ? this.text(location) : origin + this.text(location.slice(end));
  }

  /** Empty where origin and path are to be looked at together. */
  readonly #origin = (origin: string): string => {
    const [, host = SECRET_PATHS, port = ''] = ORIGIN.exec(origin) ?? [];
    return host.endsWith(SECRET_PATHS) ? '' : this.#freeText.text(host) + port;
  };

  /** A copy of a log record's value or field, with what stands under a secret name hidden at any depth. */
  value(value: unknown, name = '', depth = 0): unknown {
    if (name !== '' && this.#freeText.isSecret(name)) return REDACTED;
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    if (depth >= MAX_DEPTH) return REDACTED;
    if (Array.isArray(value)) return value.map((each) => this.value(each, '', depth + 1));
    if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null)
      return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, this.value(each, key, depth + 1)]),
    );
  }
}

function remembered(known: Map<string, string>, text: string, redact: (text: string) => string): string {
  if (text.length > MAX_REMEMBERED_CHARACTERS) return redact(text);
  const before = known.get(text);
  if (before !== undefined) return before;
  const redacted = redact(text);
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(text, redacted);
  return redacted;
}

/** The process's own. */
export const redaction = new Redaction();
