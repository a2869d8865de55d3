import type { ExportResult } from '@opentelemetry/core';
import { ExportResultCode } from '@opentelemetry/core';
import type { ISerializer } from '@opentelemetry/otlp-transformer';
import type { Answer } from './otlpRequest.ts';

/** First wait before a batch is sent again, milliseconds; each further one is twice as long. */
const FIRST_RETRY_MS = 500;

/** Batches on their way at once. A third means that the server cannot keep up: it is dropped, so that memory stays bounded. */
const MAX_IN_FLIGHT = 2;

export interface OtlpExporterOptions<Item> {
  serializer: ISerializer<Item[], unknown>;
  /** Sends one body; an `Answer` says what came of it. Must not throw. */
  send: (body: Uint8Array) => Promise<Answer>;
  /** How long a batch is retried, milliseconds. */
  timeoutMillis: number;
  /** Told why a batch was given up, each time. */
  onLoss: (reason: string) => void;
}

/**
 * Exports spans or log records by OTLP. It differs from OpenTelemetry's own in one thing: nothing that it waits for, not a
 * socket and not a retry, keeps the process alive.
 */
export class OtlpExporter<Item> {
  readonly #options: OtlpExporterOptions<Item>;
  readonly #inFlight = new Set<Promise<void>>();
  readonly #waits = new Set<() => void>();
  #patient = true;

  constructor(options: OtlpExporterOptions<Item>) {
    this.#options = options;
  }

  export(items: Item[], done: (result: ExportResult) => void): void {
    const delivery = this.#deliver(items).then(done);
    this.#inFlight.add(delivery);
    void delivery.finally(() => this.#inFlight.delete(delivery));
  }

  /** From now on a batch that cannot be sent at once is given up: the process is about to end. */
  stopRetrying(): void {
    this.#patient = false;
    for (const wake of this.#waits) wake();
  }

  async forceFlush(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  shutdown(): Promise<void> {
    this.stopRetrying();
    return this.forceFlush();
  }

  async #deliver(items: Item[]): Promise<ExportResult> {
    if (this.#inFlight.size >= MAX_IN_FLIGHT) return this.#lost('the server is too slow');
    const { serializer, send, timeoutMillis } = this.#options;
    const body = serializer.serializeRequest(items);
    if (!body) return this.#lost('it could not be serialised');
    const deadline = Date.now() + timeoutMillis;
    let answer = await send(body);
    for (let wait = FIRST_RETRY_MS; answer.status === 'later' && this.#patient; wait *= 2) {
      const pause = answer.retryAfterMillis ?? wait;
      if (Date.now() + pause > deadline) break;
      await this.#wait(pause);
      answer = await send(body);
    }
    return answer.status === 'accepted' ? { code: ExportResultCode.SUCCESS } : this.#lost(answer.reason);
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waits.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds).unref();
      this.#waits.add(wake);
    });
  }

  #lost(reason: string): ExportResult {
    this.#options.onLoss(reason);
    return { code: ExportResultCode.FAILED, error: new Error(reason) };
  }
}
