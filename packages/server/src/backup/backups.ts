import { mkdir, readFile, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Database } from '../control/database.ts';
import { BACKUP_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { ARCHIVE_FORMAT, ARCHIVE_VERSION, type ArchiveHead, HEAD_NAME, pieceName } from './archive.ts';
import { writeControlTables } from './controlTables.ts';
import { stagedNames, stageOwnFiles, stageWaiting } from './dataFiles.ts';
import { dropLeftSnapshots, snapshotTables, type TableSnapshot } from './tableSnapshot.ts';
import { archiveOf, type Content } from './writeArchive.ts';

export interface BackupSources {
  /** The data folder. */
  data: string;
  engine: Engine;
  database: Database;
  /** Runs a task while nothing is put into the tables. */
  betweenInserts: (task: () => Promise<void>) => Promise<void>;
  /** Whether other servers use the same engine. */
  shared: boolean;
}

/** Another backup is under way. */
export class BackupUnderWayError extends Error {
  override readonly name = 'BackupUnderWayError';
}

/** Folder of what waits to be read, within the data folder. */
const STAGING = 'backup-under-way';

/** Backups of a server that runs, one at a time. */
export class Backups {
  readonly #sources: BackupSources;
  readonly #stopping = new AbortController();
  #underWay: Promise<void> | undefined;

  constructor(sources: BackupSources) {
    this.#sources = sources;
  }

  /** Deletes what an earlier process, or one that could not be cleaned up behind, left of a backup. */
  async clear(): Promise<void> {
    const { data, engine, shared } = this.#sources;
    await rm(join(data, STAGING), { recursive: true, force: true });
    await dropLeftSnapshots(engine, Date.now() - (shared ? BACKUP_LIMITS.longestMs : 0));
  }

  /**
   * An archive of all that is stored at this moment, made as it is read. It ends early, with an error, if the server stops. Throws
   * `BackupUnderWayError` if another one is being read.
   */
  async begin(): Promise<Readable> {
    if (this.#underWay) throw new BackupUnderWayError('another backup is under way; wait until it is done');
    let over: () => void = () => undefined;
    this.#underWay = new Promise((resolve) => {
      over = resolve;
    });
    const staging = join(this.#sources.data, STAGING);
    const taken: { snapshot?: TableSnapshot } = {};
    const clean = async () => {
      // What cannot be dropped now is dropped at the next start.
      await taken.snapshot?.drop().catch(() => undefined);
      await rm(staging, { recursive: true, force: true }).catch(() => undefined);
      this.#underWay = undefined;
      over();
    };
    try {
      await this.clear();
      await mkdir(staging, { mode: 0o700 });
      await this.#sources.betweenInserts(async () => {
        this.#stopping.signal.throwIfAborted();
        taken.snapshot = await snapshotTables(this.#sources.engine);
        await stageWaiting(this.#sources.data, staging);
      });
      if (!taken.snapshot) throw new Error('the tables were not read');
      const contents = await this.#contents(taken.snapshot, staging);
      const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(BACKUP_LIMITS.longestMs)]);
      const archive = Readable.from(archiveOf(contents), { signal, objectMode: false });
      archive.once('close', clean);
      return archive;
    } catch (error) {
      await clean();
      throw error;
    }
  }

  /** Ends what is under way, and resolves when nothing is left of it. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the server stops'));
    await this.#underWay;
  }

  /** Keys and control data are read now, tables as the archive is. */
  async #contents(snapshot: TableSnapshot, staging: string): Promise<AsyncGenerator<Content>> {
    const { data, engine, database } = this.#sources;
    await stageOwnFiles(data, staging);
    // Behind the tables: what recordings refer to is there before them.
    const { control, names } = await writeControlTables(database, staging);
    const head = { ...(await headNow()), control, tables: snapshot.tables.map(describe) };
    return contentsOf({ head, controlNames: names, snapshot, staging, engine });
  }
}

function describe({ name, columns, rows }: TableSnapshot['tables'][number]): ArchiveHead['tables'][number] {
  return { name, columns, rows };
}

async function headNow() {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return {
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    product: version,
    at: new Date().toISOString(),
  } as const;
}

async function* contentsOf({
  head,
  controlNames,
  snapshot,
  staging,
  engine,
}: {
  head: ArchiveHead;
  controlNames: readonly string[];
  snapshot: TableSnapshot;
  staging: string;
  engine: Engine;
}): AsyncGenerator<Content> {
  yield { name: HEAD_NAME, bytes: Buffer.from(`${JSON.stringify(head, undefined, 2)}\n`) };
  for (const name of [...controlNames, ...(await stagedNames(staging))])
    yield { name, path: join(staging, name) };
  for (const table of snapshot.tables)
    for (const [index, piece] of table.pieces.entries()) {
      const path = await engine.exportRows(table.select(piece), join(staging, 'piece.native'));
      yield { name: `${pieceName('tables', table.name, index + 1)}${extname(path)}`, path };
      await rm(path);
    }
}
