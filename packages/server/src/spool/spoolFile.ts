import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpoolKind } from './kinds.ts';

/** A sealed file, ready to be inserted. */
export interface SealedFile {
  kind: SpoolKind;
  /** Unique and stable over restarts: the insert's deduplication token. */
  id: string;
  path: string;
  bytes: number;
}

const OPEN = '.open';
const SEALED = '.sealed';

/** Name on disk: `<kind>.<milliseconds>-<uuid>.open`, then `.sealed`. */
export function parseSpoolName(name: string): { kind: string; id: string; sealed: boolean } | undefined {
  const match = /^([a-z-]+)\.(\d+-[0-9a-f-]+)\.(open|sealed)$/.exec(name);
  const [, kind, id, state] = match ?? [];
  return kind && id ? { kind, id, sealed: state === 'sealed' } : undefined;
}

/** When a file, or the file that it is a part of, was begun, Unix milliseconds: its id begins with it. */
export function begunAt(file: Pick<SealedFile, 'id'>): number {
  return Number.parseInt(file.id, 10);
}

export function spoolPath(folder: string, kind: string, id: string, state: 'open' | 'sealed'): string {
  return join(folder, `${kind}.${id}.${state}`);
}

/** Where a part of a sealed file stands while it is dealt with; the whole stands beside it. */
export function partPath(path: string, name: string): string {
  return `${path}-${name}`;
}

/** Whether it is the name of such a part, or of a whole that was being written anew. */
export function isPartName(name: string): boolean {
  return /\.sealed((-\w+)+|\.own)$/.test(name);
}

/** Makes a rename or a new file in `folder` outlive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * One file being written. `commit` writes frames and syncs; when it has resolved the bytes are on disk. A write that fails
 * half-way, as on a full disk, is cut off again, so that what was acknowledged before stays readable and what follows does
 * too.
 */
export class OpenSpoolFile {
  readonly id = `${Date.now()}-${randomUUID()}`;
  readonly openedAt = Date.now();
  bytes = 0;
  readonly #folder: string;
  readonly #kind: SpoolKind;
  #handle: FileHandle | undefined;
  /** Whether its name would outlive a power cut. */
  #named = false;
  /** Whether bytes that nobody was promised may stand behind the last whole frame. */
  #torn = false;

  constructor(folder: string, kind: SpoolKind) {
    this.#folder = folder;
    this.#kind = kind;
  }

  async commit(pieces: Buffer[]): Promise<void> {
    const handle = await this.#open();
    await this.#cut(handle);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    this.#torn = true;
    try {
      await writeWhole(handle, pieces, length);
      await handle.datasync();
    } catch (error) {
      // Where not even this can be done it is tried again before the next write, or at the next start.
      await this.#cut(handle).catch(() => undefined);
      throw error;
    }
    this.#torn = false;
    this.bytes += length;
  }

  async seal(): Promise<SealedFile> {
    if (this.#handle) {
      await this.#cut(this.#handle);
      await this.#handle.close();
      this.#handle = undefined;
    }
    const path = this.#path(SEALED);
    await rename(this.#path(OPEN), path);
    await syncFolder(this.#folder);
    return { kind: this.#kind, id: this.id, path, bytes: this.bytes };
  }

  /** Gives up a file in which nothing was acknowledged. What cannot be deleted now is deleted at the next start. */
  async discard(): Promise<void> {
    await this.#handle?.close().catch(() => undefined);
    await rm(this.#path(OPEN), { force: true }).catch(() => undefined);
  }

  async #open(): Promise<FileHandle> {
    this.#handle ??= await open(this.#path(OPEN), 'ax', 0o600);
    if (!this.#named) await syncFolder(this.#folder);
    this.#named = true;
    return this.#handle;
  }

  async #cut(handle: FileHandle): Promise<void> {
    if (!this.#torn) return;
    await handle.truncate(this.bytes);
    this.#torn = false;
  }

  #path(state: typeof OPEN | typeof SEALED): string {
    return spoolPath(this.#folder, this.#kind, this.id, state === OPEN ? 'open' : 'sealed');
  }
}

/** Most buffers that one `writev` takes on Linux (IOV_MAX). */
const BUFFERS_A_WRITE = 1024;

async function writeWhole(handle: FileHandle, pieces: Buffer[], length: number): Promise<void> {
  let written = 0;
  for (let index = 0; index < pieces.length; index += BUFFERS_A_WRITE)
    written += (await handle.writev(pieces.slice(index, index + BUFFERS_A_WRITE))).bytesWritten;
  if (written !== length) throw new Error(`only ${written} of ${length} bytes could be written to the spool`);
}
