import { INGEST_LIMITS } from '../limits.ts';
import { IngestError } from './ingestError.ts';

/** What one request holds of memory, until it is released. */
export interface Held {
  /** Throws 503 if all requests together would hold too much; nothing is added then. */
  add: (bytes: number) => void;
  /** Gives all back; may be called again. */
  release: () => void;
}

/** The bytes of bodies that all requests under way hold at a time, over HTTP and gRPC. */
export class BytesInFlight {
  readonly #most: number;
  #bytes = 0;

  constructor(most: number = INGEST_LIMITS.bytesInFlight) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  hold(): Held {
    let held = 0;
    return {
      add: (bytes) => {
        if (this.#bytes + bytes > this.#most)
          throw new IngestError(503, 'the server is receiving as much as it can hold; try again later');
        this.#bytes += bytes;
        held += bytes;
      },
      release: () => {
        this.#bytes -= held;
        held = 0;
      },
    };
  }
}
