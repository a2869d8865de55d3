import { mkdir } from 'node:fs/promises';
import { SPOOL_LIMITS } from '../limits.ts';
import type { SpoolKind } from './kinds.ts';
import { KindWriter } from './kindWriter.ts';
import { recoverSpool } from './recover.ts';
import { begunAt, OpenSpoolFile, type SealedFile } from './spoolFile.ts';

/** Thrown by `append` when the spool holds as much as it may: the client is asked to come back later. */
export class SpoolFullError extends Error {
  override readonly name = 'SpoolFullError';
}

/**
 * Appends bodies to files on disk and tells when they are safe. Bodies that arrive within a few milliseconds share one
 * sync (group commit). A file is sealed by age or size and handed to `onSealed`, which inserts it and then calls
 * `release`. By age, one at a time: an insert costs the same for a little as for much, so while one is under way the other
 * files grow, and the engine gets fewer and larger ones the busier it is.
 */
export class Spool {
  readonly #folder: string;
  readonly #onSealed: (file: SealedFile) => void;
  readonly #writers = new Map<SpoolKind, KindWriter>();
  #unreleasedBytes = 0;
  /** Bytes of sealed files not yet released, by the time at which the file was begun, Unix milliseconds. */
  readonly #sealedBytes = new Map<number, number>();

  private constructor(folder: string, onSealed: (file: SealedFile) => void) {
    this.#folder = folder;
    this.#onSealed = (file) => {
      this.#countSealed(file);
      onSealed(file);
    };
  }

  /** Opens the spool in `folder`. Answers with it the files that an earlier process left there, the oldest first. */
  static async open(
    folder: string,
    onSealed: (file: SealedFile) => void,
  ): Promise<{ spool: Spool; recovered: SealedFile[] }> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const spool = new Spool(folder, onSealed);
    const recovered = await recoverSpool(folder);
    for (const file of recovered) {
      spool.#unreleasedBytes += file.bytes;
      spool.#countSealed(file);
    }
    return { spool, recovered };
  }

  /** Bytes accepted and not yet inserted. */
  get bytes(): number {
    return this.#unreleasedBytes;
  }

  /** When the oldest file not yet inserted was begun, Unix milliseconds; `undefined` if all is inserted. */
  get oldest(): number | undefined {
    const open = [...this.#writers.values()].map((writer) => writer.begunAt);
    const times = [...this.#sealedBytes.keys(), ...open].filter((time) => time !== undefined);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Resolves when the frame is on disk; rejects with `SpoolFullError`, or with the file system's error. */
  async append(kind: SpoolKind, frame: Buffer[]): Promise<void> {
    const length = frame.reduce((sum, piece) => sum + piece.length, 0);
    if (this.#unreleasedBytes + length > SPOOL_LIMITS.totalBytes)
      throw new SpoolFullError('the server holds as much data not yet stored as it may; try again later');
    this.#unreleasedBytes += length;
    try {
      await this.#writer(kind).append(frame);
    } catch (error) {
      this.#unreleasedBytes -= length;
      throw error;
    }
  }

  /** To be called when a sealed file, or a part of one that was split, has been inserted and deleted. */
  release(file: SealedFile): void {
    this.#unreleasedBytes -= file.bytes;
    const time = begunAt(file);
    const left = (this.#sealedBytes.get(time) ?? 0) - file.bytes;
    if (left > 0) this.#sealedBytes.set(time, left);
    else this.#sealedBytes.delete(time);
    this.#sealAged();
  }

  /** Commits and seals everything; nothing may be appended afterwards. */
  async close(): Promise<void> {
    await Promise.all([...this.#writers.values()].map((writer) => writer.close()));
  }

  /** Seals the oldest of the files that are old enough, unless an earlier one is still being stored. */
  #sealAged(): void {
    if (this.#sealedBytes.size > 0) return;
    const aged = [...this.#writers.values()].filter(({ isAged }) => isAged);
    aged.sort((a, b) => (a.begunAt ?? 0) - (b.begunAt ?? 0));
    aged[0]?.seal();
  }

  #countSealed(file: SealedFile): void {
    const time = begunAt(file);
    this.#sealedBytes.set(time, (this.#sealedBytes.get(time) ?? 0) + file.bytes);
  }

  #writer(kind: SpoolKind): KindWriter {
    let writer = this.#writers.get(kind);
    if (!writer) {
      const newFile = () => new OpenSpoolFile(this.#folder, kind);
      writer = new KindWriter(newFile, this.#onSealed, () => this.#sealAged());
      this.#writers.set(kind, writer);
    }
    return writer;
  }
}
