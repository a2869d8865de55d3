import type { Span } from '@opentelemetry/api';
import { PAYLOAD_LIMITS, type PayloadSubject, type RedactionOptions, redactUrl } from '@throughline/format';
import { type Incidents, incidents } from '../../incident/incidents.ts';
import { type Redaction, redaction } from '../redaction.ts';
import { bodyText } from './bodyText.ts';

export interface PayloadOptions extends RedactionOptions {
  /**
   * Whether headers and bodies are recorded outside of incidents too. Default: as `THROUGHLINE_PAYLOADS` says, else only if
   * `NODE_ENV` is `development`.
   */
  capture?: boolean;
}

/** What was kept of a body while it went past. */
export interface RecordedBody {
  /** True size, bytes. */
  readonly size: number;
  readonly isTruncated: boolean;
  /** The first bytes; `undefined` where none came or they are no text. */
  bytes(): Uint8Array | undefined;
}

/** One message, when its span is about to end. */
export interface Message {
  subject: PayloadSubject;
  /** Its address. */
  target: string;
  headers: [name: string, value: string][];
  /** Of a body that is UTF-8 as it is; otherwise its headers say how to read it. */
  contentType?: string;
  body: RecordedBody;
}

/**
 * Bodies that spans may hold at a time, characters: a queue of spans that waits for a server that is away must not fill the
 * memory. What comes beyond is recorded without its body.
 */
const MAX_HELD_CHARACTERS = 32 * 1024 * 1024;

/** Decides whether the payload of a span is recorded, and records it. */
export class Payloads {
  readonly #redaction: Redaction;
  readonly #incidents: Pick<Incidents, 'isAny' | 'ofTrace'>;
  readonly #maxHeld: number;
  /** Tells of spans that nobody holds any more, whether they were sent or dropped. */
  readonly #ended = new FinalizationRegistry<number>((characters) => {
    this.#held -= characters;
  });
  #held = 0;
  #captures = false;

  constructor(
    redactionOfProcess: Redaction,
    known: Pick<Incidents, 'isAny' | 'ofTrace'>,
    maxHeld: number = MAX_HELD_CHARACTERS,
  ) {
    this.#redaction = redactionOfProcess;
    this.#incidents = known;
    this.#maxHeld = maxHeld;
  }

  configure({ capture, ...rules }: PayloadOptions): void {
    if (capture !== undefined) this.#captures = capture;
    this.#redaction.configure(rules);
  }

  isWanted(span: Span): boolean {
    return (
      span.isRecording() &&
      (this.#captures || this.#incidents.ofTrace(span.spanContext().traceId) !== undefined)
    );
  }

  /** Whether there may be a span whose payload is wanted: `false` costs what comes before any span nothing. */
  get isPossible(): boolean {
    return this.#captures || this.#incidents.isAny;
  }

  /** Sets the attributes that say what `message` held. */
  record(span: Span, { subject, target, headers, contentType: known, body }: Message): void {
    const contentType = known ?? headerOf(headers, 'content-type');
    const encoding = known === undefined ? headerOf(headers, 'content-encoding') : '';
    const bytes = body.bytes();
    const text = bytes && bodyText(bytes, contentType, encoding);
    span.setAttributes(
      this.#redaction.payload({
        subject,
        target: redactUrl(target),
        headers,
        contentType,
        body: text !== undefined && this.#hold(span, text) ? text : undefined,
        bodySize: body.size,
        isTruncated: body.isTruncated,
      }) as Parameters<Span['setAttributes']>[0],
    );
  }

  /** Whether there is room for `text` as long as `span` is waiting. */
  #hold(span: Span, text: string): boolean {
    const characters = Math.min(text.length, PAYLOAD_LIMITS.bodyBytes);
    if (this.#held + characters > this.#maxHeld) return false;
    this.#held += characters;
    this.#ended.register(span, characters);
    return true;
  }
}

/** The value of the header `name`, lower case; empty if there is none. */
export function headerOf(headers: Iterable<readonly [string, string]>, name: string): string {
  for (const [each, value] of headers) if (each.toLowerCase() === name) return value;
  return '';
}

/** The process's own. */
export const payloads = new Payloads(redaction, incidents);

/**
 * Says what is recorded of requests, answers and log records, and what is hidden in it; see `PayloadOptions`. What is not
 * named stays as it is. Holds for the whole process from now on.
 */
export function configurePayloads(options: PayloadOptions): void {
  payloads.configure(options);
}
