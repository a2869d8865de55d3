import type { IngestStatus } from '@throughline/format';
import { INGEST_KINDS, type IngestCounts } from '../ingest/counts.ts';
import type { Spool } from '../spool/spool.ts';

/** Longest error message that is kept: an engine may quote half a body. */
const MESSAGE_CHARACTERS = 1000;

interface Quarantine {
  list(): Promise<readonly unknown[]>;
}

/** Gathers how the server is doing. */
export class ServerStatus {
  readonly #counts: IngestCounts;
  readonly #spool: Pick<Spool, 'bytes' | 'oldest'>;
  readonly #quarantine: Quarantine;
  #loadedFiles = 0;
  #lastError: IngestStatus['lastError'] = null;

  constructor(counts: IngestCounts, spool: Pick<Spool, 'bytes' | 'oldest'>, quarantine: Quarantine) {
    this.#counts = counts;
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
    return {
      kinds: INGEST_KINDS.map((kind) => ({ kind, ...this.#counts.taken[kind] })),
      refused: this.#counts.refused,
      spool: {
        bytes: this.#spool.bytes,
        lagSeconds: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest) / 1000,
        loadedFiles: this.#loadedFiles,
      },
      quarantinedBodies: (await this.#quarantine.list()).length,
      lastError: this.#lastError,
    };
  }
}
