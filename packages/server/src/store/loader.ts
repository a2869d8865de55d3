import { readFile, rm, writeFile } from 'node:fs/promises';
import { walkFrames } from '../spool/frame.ts';
import { heldFields } from '../spool/heldFields.ts';
import { partPath, type SealedFile } from '../spool/spoolFile.ts';
import type { Engine } from './engine.ts';
import { failureOf } from './failures.ts';
import { findUnreadable } from './findUnreadable.ts';
import { INSERTS } from './insert/inserts.ts';
import { FILE_FORMATS } from './insert/source.ts';
import { type ClaimBodies, keepOwnBodies } from './ownBodies.ts';
import type { Quarantine, QuarantinedBody } from './quarantine.ts';

export interface LoaderOptions {
  engine: Engine;
  /** Where a body goes that the engine cannot read. */
  quarantine: Quarantine;
  /** Called when a file is dealt with: its rows are in the tables, or it is in quarantine; and it is gone from the spool. */
  onLoaded: (file: SealedFile) => void;
  onError: (message: string, error: unknown) => void;
  /**
   * Tells which bodies of a file are to be stored, where not all may be: a body may have been sent to two servers that fill
   * one store, or its session erased. Asked of every file; `undefined` if all are.
   */
  claimBodies?: () => ClaimBodies | undefined;
  /** Waits between tries, milliseconds; the last one repeats. */
  retryAfterMs?: readonly number[];
}

/** A file to be loaded: sealed, or a part of one, or from quarantine. */
interface Loadable extends SealedFile {
  /** Tables that have its rows already. */
  stored: Set<string>;
  /** Its bodies were claimed when it was whole. */
  claimed: boolean;
  /** Its place in quarantine, if it came from there. */
  quarantined?: QuarantinedBody;
}

const RETRY_AFTER_MS = [200, 1000, 5000];
/**
 * How often a file is tried that fails in a way not known: a little more than a quarter of a minute. Then it is taken for
 * bad, so that nobody's data keeps all others waiting for ever.
 */
const TRIES_UNKNOWN = 6;

/**
 * Inserts sealed spool files, one after another, each at least once and, by its deduplication token, at most once. A
 * file that the engine rejects is split until the bad body stands alone in quarantine; its neighbours are stored. While the
 * engine is away or its disk is full, files wait.
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
    void this.#next(() => this.#loadFile({ ...file, stored: new Set(), claimed: false }));
  }

  /** Tries to store a body from quarantine, after all files handed over so far; answers whether it left it. */
  retry(body: QuarantinedBody): Promise<boolean> {
    const { kind, id, path, bytes } = body;
    return this.#next(async () => {
      const stored = new Set(body.stored);
      await this.#loadFile({ kind, id, path, bytes, stored, claimed: true, quarantined: body });
      return !(await this.#options.quarantine.list()).some(({ name }) => name === body.name);
    });
  }

  /** Runs `task` after all files handed over so far, and before the next: nothing is inserted meanwhile. */
  between(task: () => Promise<void>): Promise<void> {
    const done = this.#work.then(task);
    this.#work = done.catch(() => undefined);
    return done;
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

  #next<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = this.#work.then(task);
    this.#work = done.then(
      () => undefined,
      (error: unknown) => this.#options.onError('a spool file could not be dealt with', error),
    );
    return done;
  }

  /** Whether the file is dealt with: in the tables, or its bad bodies in quarantine. */
  async #loadFile(file: Loadable): Promise<boolean> {
    for (let attempt = 1; !this.#givenUp; attempt++) {
      try {
        const error = await this.#tryInsert(file, attempt);
        if (error === undefined) await this.#finish(file);
        else return await this.#setAside(file, error);
        return true;
      } catch (error) {
        this.#givenUp = this.#stopped;
        this.#options.onError(`spool file ${file.id} could not be stored yet; trying again`, error);
        if (!this.#givenUp) await this.#pause(attempt);
      }
    }
    return false;
  }

  /** Inserts the file. Answers why it is taken for bad, if it is; throws what another try may mend. */
  async #tryInsert(file: Loadable, attempt: number): Promise<unknown> {
    try {
      if (await this.#hasOwn(file)) await this.#insert(file);
      return undefined;
    } catch (error) {
      const failure = failureOf(error);
      // The whole was tried often enough; its parts need not be.
      const tries = file.claimed ? 1 : TRIES_UNKNOWN;
      if (failure === 'transient' || (failure === 'unknown' && attempt < tries)) throw error;
      return error;
    }
  }

  async #hasOwn(file: Loadable): Promise<boolean> {
    const claimBodies = this.#options.claimBodies?.();
    if (file.claimed || !claimBodies) return true;
    return keepOwnBodies(file, claimBodies);
  }

  async #insert({ kind, path, id, stored }: Loadable): Promise<void> {
    const inserts = INSERTS[kind].filter(({ table }) => !stored.has(table));
    // A statement costs the engine a tenth of a second before it has read anything.
    const held = inserts.some(({ field }) => field !== undefined) ? await heldFields(path) : undefined;
    for (const { field, ...insert } of inserts) {
      if (field !== undefined && held && !held.has(field)) continue;
      await this.#options.engine.insertFile(path, insert.format ?? FILE_FORMATS[kind], {
        ...insert,
        deduplicationToken: `${id}:${insert.table}`,
      });
      stored.add(insert.table);
    }
  }

  async #finish(file: Loadable): Promise<void> {
    if (file.quarantined) return this.#options.quarantine.remove(file.quarantined);
    await rm(file.path, { force: true });
    this.#options.onLoaded(file);
  }

  /** Puts what is bad of a file into quarantine and stores the rest. Answers whether it got to an end. */
  async #setAside(file: Loadable, cause: unknown): Promise<boolean> {
    const bytes = await readFile(file.path);
    const frames = walkFrames(bytes).frames.map(({ start, end }) => bytes.subarray(start, end));
    if (frames.length <= 1 || file.quarantined) {
      await this.#putIntoQuarantine(file, cause);
      return true;
    }
    const unreadable = await findUnreadable(frames, (some) => this.#reads(file, some));
    const parts =
      unreadable.size > 0
        ? apart(frames, unreadable)
        : // It reads all of them, and cannot store them: then only an insert can tell which it is.
          halves(frames);
    for (const { name, frames: some } of parts) {
      const part = partOf(file, name, some);
      await writeFile(part.path, some, { mode: 0o600 });
      // The whole stays while a part is not stored: the next start throws parts away and divides the whole again.
      if (!(await this.#loadFile(part))) return false;
    }
    await rm(file.path, { force: true });
    return true;
  }

  async #reads(file: Loadable, frames: readonly Buffer[]): Promise<boolean> {
    const { path } = partOf(file, 'tried', frames);
    await writeFile(path, frames, { mode: 0o600 });
    try {
      await this.#options.engine.readFile(path, FILE_FORMATS[file.kind]);
      return true;
    } catch (error) {
      if (failureOf(error) === 'transient') throw error;
      return false;
    } finally {
      await rm(path, { force: true });
    }
  }

  async #putIntoQuarantine(file: Loadable, cause: unknown): Promise<void> {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const name = await this.#options.quarantine.put(file, reason, file.stored);
    if (file.quarantined) return;
    this.#options.onError(
      `a body of kind ${file.kind} cannot be read by the engine and stands in quarantine/${name}`,
      cause,
    );
    this.#options.onLoaded(file);
  }

  #pause(attempt: number): Promise<void> {
    const waits = this.#options.retryAfterMs ?? RETRY_AFTER_MS;
    return new Promise((resolve) => setTimeout(resolve, waits[Math.min(attempt, waits.length) - 1]));
  }
}

interface Part {
  /** Tells it from the other parts of the file. */
  name: string;
  frames: readonly Buffer[];
}

/** What can be read, together; and each that cannot, alone. */
function apart(frames: readonly Buffer[], unreadable: ReadonlySet<number>): Part[] {
  const rest = frames.filter((_, index) => !unreadable.has(index));
  const alone = [...unreadable].map((index) => ({
    name: `b${index}`,
    frames: frames.slice(index, index + 1),
  }));
  return [...(rest.length > 0 ? [{ name: 'rest', frames: rest }] : []), ...alone];
}

function halves(frames: readonly Buffer[]): Part[] {
  const middle = Math.floor(frames.length / 2);
  return [
    { name: '0', frames: frames.slice(0, middle) },
    { name: '1', frames: frames.slice(middle) },
  ];
}

function partOf(file: Loadable, name: string, frames: readonly Buffer[]): Loadable {
  return {
    kind: file.kind,
    id: `${file.id}-${name}`,
    path: partPath(file.path, name),
    bytes: frames.reduce((sum, { length }) => sum + length, 0),
    stored: new Set(file.stored),
    claimed: true,
  };
}
