import { IngestError } from './ingestError.ts';

/** Lets so many at once; others wait for their turn, in order. */
export class Turns {
  #free: number;
  readonly #waitingMost: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number, waitingMost = Number.POSITIVE_INFINITY) {
    this.#free = atOnce;
    this.#waitingMost = waitingMost;
  }

  /** Resolves when it is one's turn, with what ends it (once, however often it is called). Rejects with 503 if too many wait. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else {
      if (this.#waiting.length >= this.#waitingMost)
        throw new IngestError(503, 'the server is receiving as much as it can hold; try again later');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    };
  }
}
