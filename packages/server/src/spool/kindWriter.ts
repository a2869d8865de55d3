import { SPOOL_LIMITS } from '../limits.ts';
import type { OpenSpoolFile, SealedFile } from './spoolFile.ts';

interface Waiting {
  pieces: Buffer[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** The files of one kind, one after another. Commits and seals never overlap. */
export class KindWriter {
  readonly #newFile: () => OpenSpoolFile;
  readonly #onSealed: (file: SealedFile) => void;
  readonly #onAged: () => void;
  #isAged = false;
  #file: OpenSpoolFile | undefined;
  #waiting: Waiting[] = [];
  #work: Promise<void> = Promise.resolve();
  #commitTimer: NodeJS.Timeout | undefined;
  #sealTimer: NodeJS.Timeout | undefined;

  constructor(newFile: () => OpenSpoolFile, onSealed: (file: SealedFile) => void, onAged: () => void) {
    this.#newFile = newFile;
    this.#onSealed = onSealed;
    this.#onAged = onAged;
  }

  /** Whether the file being written is old enough to be sealed. */
  get isAged(): boolean {
    return this.#isAged;
  }

  /** Seals the file being written as soon as what is under way is written. */
  seal(): void {
    this.#isAged = false;
    this.#next(() => this.#seal());
  }

  /** When the file being written was begun. */
  get begunAt(): number | undefined {
    return this.#file?.openedAt;
  }

  append(pieces: Buffer[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ pieces, resolve, reject });
      this.#commitTimer ??= setTimeout(() => this.#next(() => this.#commit()), SPOOL_LIMITS.groupCommitMs);
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#commitTimer);
    this.#next(() => this.#commit());
    this.#next(() => this.#seal());
    await this.#work;
    clearTimeout(this.#sealTimer);
  }

  #next(step: () => Promise<void>): void {
    this.#work = this.#work.then(step);
  }

  async #commit(): Promise<void> {
    this.#commitTimer = undefined;
    const group = this.#waiting;
    if (group.length === 0) return;
    this.#waiting = [];
    this.#file ??= this.#newFile();
    try {
      await this.#file.commit(group.flatMap((waiting) => waiting.pieces));
    } catch (error) {
      // A file that was never written must not be sealed.
      if (this.#file.bytes === 0) {
        await this.#file.discard();
        this.#file = undefined;
      }
      for (const waiting of group) waiting.reject(error);
      return;
    }
    for (const waiting of group) waiting.resolve();
    if (this.#file.bytes >= SPOOL_LIMITS.sealAtBytes) await this.#seal();
    else this.#awaitAge();
  }

  #awaitAge(): void {
    this.#sealTimer ??= setTimeout(() => {
      this.#isAged = true;
      this.#onAged();
    }, SPOOL_LIMITS.sealAfterMs);
  }

  async #seal(): Promise<void> {
    clearTimeout(this.#sealTimer);
    this.#sealTimer = undefined;
    this.#isAged = false;
    if (!this.#file) return;
    try {
      const sealed = await this.#file.seal();
      // Not sooner: whoever waits until all is stored must see it all along.
      this.#onSealed(sealed);
      this.#file = undefined;
    } catch {
      // The bytes are safe in the open file. Sealing is tried again; until it succeeds, commits fail and are answered 503.
      this.#awaitAge();
    }
  }
}
