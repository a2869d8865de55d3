import type { IngestStatus } from '@throughline/format';
import { INGEST_KINDS } from '../ingest/counts.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Spool } from '../spool/spool.ts';

/** Longest error message that is kept: an engine may quote half a body. */
const MESSAGE_CHARACTERS = 1000;

interface Quarantine {
  list(): Promise<readonly { bytes: number }[]>;
}

/** Gathers how the server is doing. */
export class ServerStatus {
  readonly #ingest: Pick<Ingest, 'counts' | 'inFlight'>;
  readonly #spool: Pick<Spool, 'bytes' | 'oldest'>;
  readonly #quarantine: Quarantine;
  #loadedFiles = 0;
  #lastError: IngestStatus['lastError'] = null;

  constructor(
    ingest: Pick<Ingest, 'counts' | 'inFlight'>,
    spool: Pick<Spool, 'bytes' | 'oldest'>,
    quarantine: Quarantine,
  ) {
    this.#ingest = ingest;
    this.#spool = spool;
    this.#quarantine = quarantine;
  }

  countLoaded(): void {
    this.#loadedFiles++;
  }

  /** Remembers the last thing that went wrong inside. */
  rememberError(message: string, error: unknown): void {
    const cause = error instanceof Error ? error.message : String(error);
    this.#lastError = { at: Date.now(), message: `${message}: ${cause}`.slice(0, MESSAGE_CHARACTERS) };
  }

  async read(): Promise<IngestStatus> {
    const { oldest } = this.#spool;
    const { counts, inFlight } = this.#ingest;
    const quarantined = await this.#quarantine.list();
    return {
      kinds: INGEST_KINDS.map((kind) => ({ kind, ...counts.taken[kind] })),
      refused: counts.refused,
      spool: {
        bytes: this.#spool.bytes,
        lagSeconds: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest) / 1000,
        loadedFiles: this.#loadedFiles,
      },
      receivingBytes: inFlight.bytes,
      quarantinedBodies: quarantined.length,
      quarantinedBytes: quarantined.reduce((sum, { bytes }) => sum + bytes, 0),
      lastError: this.#lastError,
    };
  }
}
