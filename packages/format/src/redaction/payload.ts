import { isTextual, redactBody } from './body.ts';
import { cutToBytes, dropLastWord, PAYLOAD_LIMITS } from './bounds.ts';
import { DEFAULT_HEADERS, redactHeaders } from './headers.ts';
import { REDACTED } from './names.ts';
import { type PayloadSubject, payloadAttributeNames } from './payloadAttributeNames.ts';
import { plainRules, secretNames } from './rules.ts';

/** What an application may say of redaction; the same in the browser and in Node. */
export interface RedactionOptions {
  /** Headers that are stored beside `DEFAULT_HEADERS`. Names of secrets (`authorization`, `cookie`) show that they were there. */
  headers?: readonly string[];
  /** Names whose values are hidden, beside those that every application has; letter case and punctuation do not matter. */
  sensitiveNames?: readonly string[];
  /** Whether e-mail addresses are hidden too. Default: false. */
  emails?: boolean;
  /**
   * Has the last word on what is stored: is given what the rules have left, and gives back what of it is to be stored. If it
   * throws, or gives back anything else, everything is redacted.
   */
  redact?: (payload: RedactedPayload) => RedactedPayload;
}

/** A message as it may be stored. */
export interface RedactedPayload {
  subject: PayloadSubject;
  /** What it was sent to, as it is recorded: a URL without query, a topic. */
  target: string;
  /** Values by lower-case name; only those that may be stored. */
  headers: Record<string, string[]>;
  /** `undefined` where none was captured, or it is no text. */
  body: string | undefined;
}

/** A message as it was sent or received. */
export interface RawPayload {
  subject: PayloadSubject;
  target: string;
  /** All headers; repeated names are repeated here. `undefined` if they are not to be stored. */
  headers?: Iterable<readonly [name: string, value: string]> | undefined;
  /** With its parameters; default: the header's. Decides whether a body is stored, and by which rules it is redacted. */
  contentType?: string | undefined;
  /** The body decoded, or its beginning; the first `PAYLOAD_LIMITS.bodyBytes` are enough. `undefined` if it is not to be stored. */
  body?: string | undefined;
  /** True size of the body as it was sent, bytes, whether or not it is stored. */
  bodySize?: number | undefined;
  /** Whether `body` is only its beginning. */
  isTruncated?: boolean;
}

/** Gives the attributes of a span (or event) that say what was sent; names by `payloadAttributeNames`. Never throws. */
export type PayloadRedaction = (payload: RawPayload) => Record<string, unknown>;

/**
 * Makes what turns raw headers and bodies into attributes that may be stored:
 *
 * ```ts
 * const redact = createPayloadRedaction({ headers: ['x-tenant'], sensitiveNames: ['iban'], emails: true });
 * span.setAttributes(redact({ subject: 'http.request', target: url, headers: Object.entries(headers), body, bodySize }));
 * ```
 *
 * - Headers: those in `DEFAULT_HEADERS` and `options.headers`, as lists of values by OpenTelemetry's name.
 * - Body: only of textual content types (`isTextual`), at most `PAYLOAD_LIMITS.bodyBytes` of it, with a mark if it was cut.
 *   A caller that collects a body may stop there and say `isTruncated`. Text must be decoded by its charset.
 * - In both: values under secret names at any depth and in any letter case (JSON, forms, query strings, XML, HTML,
 *   multipart), card numbers (Luhn), JSON Web Tokens, `Bearer` and `Basic` credentials, well-known API keys, private keys,
 *   user names and passwords in URLs, and, if asked for, e-mail addresses.
 *
 * Make one and keep it: it is pure, and making it compiles the rules.
 */
export function createPayloadRedaction(options: RedactionOptions = {}): PayloadRedaction {
  const allowed = new Set([...DEFAULT_HEADERS, ...(options.headers ?? [])].map((name) => name.toLowerCase()));
  const isSecret = secretNames(options.sensitiveNames ?? []);
  const plain = plainRules(isSecret, options.emails ?? false);
  const rules = { isSecret, plain, nested: plain };

  return ({ subject, target, headers, contentType, body, bodySize, isTruncated = false }) => {
    const names = payloadAttributeNames(subject);
    const attributes: Record<string, unknown> = bodySize === undefined ? {} : { [names.bodySize]: bodySize };
    try {
      const given = [...(headers ?? [])];
      const type = contentType ?? given.find(([name]) => /^content-type$/i.test(name))?.[1] ?? '';
      let cut = isTruncated;
      let text: string | undefined;
      if (body !== undefined && isTextual(type)) {
        const start = cutToBytes(body, PAYLOAD_LIMITS.bodyBytes);
        cut ||= start.length < body.length;
        text = redactBody(cut ? dropLastWord(start) : start, type, isSecret, plain);
      }
      const shown = lastWord(options.redact, {
        subject,
        target,
        headers: redactHeaders(given, allowed, rules),
        body: text,
      });
      for (const [name, values] of Object.entries(shown.headers))
        attributes[`${names.header}${name}`] = values;
      if (shown.body !== undefined) {
        // What stands for a secret may be longer than it was.
        attributes[names.body] = cutToBytes(shown.body, PAYLOAD_LIMITS.bodyBytes);
        if (cut || attributes[names.body] !== shown.body) attributes[names.isTruncated] = true;
      }
    } catch {
      attributes[names.body] = REDACTED;
    }
    return attributes;
  };
}

function lastWord(redact: RedactionOptions['redact'], payload: RedactedPayload): RedactedPayload {
  if (!redact) return payload;
  const { subject, target, headers, body } = payload;
  try {
    const shown = redact({ subject, target, headers: structuredClone({ ...headers }), body });
    const isText = (value: unknown) => typeof value === 'string';
    if (
      (shown.body === undefined || isText(shown.body)) &&
      Object.values(shown.headers).every((values) => Array.isArray(values) && values.every(isText))
    )
      return shown;
  } catch {
    // It could not say what may be stored, so nothing is.
  }
  return {
    subject,
    target,
    headers: Object.fromEntries(Object.keys(headers).map((name) => [name, [REDACTED]])),
    body: body === undefined ? undefined : REDACTED,
  };
}
