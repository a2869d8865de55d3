import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { walkFrames } from '../spool/frame.ts';
import type { SealedFile } from '../spool/spoolFile.ts';
import { type Engine, EngineError } from './engine.ts';
import { INSERTS } from './insert/inserts.ts';
import { FILE_FORMATS } from './insert/source.ts';
import { type ClaimSegments, keepOwnSegments } from './ownSegments.ts';

export interface LoaderOptions {
  engine: Engine;
  /** Where a body goes that the engine cannot read. */
  quarantineFolder: string;
  /** Called when a file's rows are in the tables and the file is gone. */
  onLoaded: (file: SealedFile) => void;
  onError: (message: string, error: unknown) => void;
  /** Where several servers fill one store: keeps a segment that was sent to two of them from being stored twice. */
  claimSegments?: ClaimSegments | undefined;
}

/** A file to be loaded, or a half of one: its segments were claimed when it was whole. */
type Loadable = SealedFile & { half?: true };

/** Waits between tries while the engine is away, milliseconds; the last one repeats. */
const RETRY_AFTER_MS = [200, 1000, 5000];

/**
 * Inserts sealed spool files, one after another, each at least once and, by its deduplication token, at most once. A
 * file that the engine rejects is split until the bad body stands alone in quarantine; its neighbours are stored.
 */
export class Loader {
  readonly #options: LoaderOptions;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;
  #givenUp = false;

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  load(file: SealedFile): void {
    this.#work = this.#work.then(async () => {
      await this.#loadFile(file);
    });
  }

  /** Resolves when all files handed over so far are in the tables (or left in the spool, after `stop`). */
  async idle(): Promise<void> {
    await this.#work;
  }

  /** Tries once more what is left. If the engine is away, it stays in the spool for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#work;
  }

  /** Whether the file is dealt with: in the tables, or its bad bodies in quarantine. */
  async #loadFile(file: Loadable): Promise<boolean> {
    for (let attempt = 0; !this.#givenUp; attempt++) {
      try {
        if (await this.#hasOwn(file)) await this.#insert(file.kind, file.path, file.id);
        await rm(file.path, { force: true });
        this.#options.onLoaded(file);
        return true;
      } catch (error) {
        if (error instanceof EngineError && isRejection(error)) return this.#split(file, error);
        this.#givenUp = this.#stopped;
        this.#options.onError(`spool file ${file.id} could not be stored yet; trying again`, error);
        if (this.#givenUp) return false;
        await new Promise((resolve) =>
          setTimeout(resolve, RETRY_AFTER_MS[Math.min(attempt, RETRY_AFTER_MS.length - 1)]),
        );
      }
    }
    return false;
  }

  async #hasOwn({ kind, path, id, half }: Loadable): Promise<boolean> {
    const { claimSegments } = this.#options;
    if (kind !== 'segments' || half || !claimSegments) return true;
    return keepOwnSegments(path, id, claimSegments);
  }

  async #insert(kind: SealedFile['kind'], path: string, token: string): Promise<void> {
    for (const insert of INSERTS[kind])
      await this.#options.engine.insertFile(path, FILE_FORMATS[kind], {
        ...insert,
        deduplicationToken: `${token}:${insert.table}`,
      });
  }

  /** Stores the halves of a file, and the halves of the bad half, until single bodies are left. */
  async #split(file: SealedFile, cause: EngineError): Promise<boolean> {
    const bytes = await readFile(file.path);
    const { frames } = walkFrames(bytes);
    if (frames.length <= 1) {
      const name = `${file.kind}.${file.id}`;
      await rename(file.path, join(this.#options.quarantineFolder, name));
      this.#options.onError(
        `a body of kind ${file.kind} cannot be read by the engine and stands in quarantine/${name}`,
        cause,
      );
      this.#options.onLoaded(file);
      return true;
    }
    const middle = frames[Math.floor(frames.length / 2)]?.start ?? 0;
    const halves = [bytes.subarray(0, middle), bytes.subarray(middle)];
    const parts = halves.map((half, index) => ({
      ...file,
      half: true as const,
      id: `${file.id}-${index}`,
      path: `${file.path}-${index}`,
      bytes: half.length,
    }));
    for (const [index, part] of parts.entries())
      await writeFile(part.path, halves[index] ?? '', { mode: 0o600 });
    // The whole stays while a half is not stored: the next start throws halves away and splits the whole again.
    for (const part of parts) if (!(await this.#loadFile(part))) return false;
    await rm(file.path, { force: true });
    return true;
  }
}

/**
 * ClickHouse's codes for a file that was read and found bad, rather than an engine that is away or short of something:
 * BAD_ARGUMENTS, CANNOT_PARSE_*, CANNOT_READ_ALL_DATA, TOO_LARGE_STRING_SIZE, INCORRECT_DATA, ARGUMENT_OUT_OF_BOUND,
 * TYPE_MISMATCH, UNKNOWN_PROTOBUF_FORMAT, PROTOBUF_BAD_CAST and their like.
 */
const REJECTION_CODES = new Set([
  6, 26, 27, 32, 33, 36, 38, 41, 53, 69, 70, 72, 73, 117, 131, 321, 349, 386, 432, 434, 436, 437, 444, 676,
]);

function isRejection(error: EngineError): boolean {
  return error.code !== undefined && REJECTION_CODES.has(error.code);
}
