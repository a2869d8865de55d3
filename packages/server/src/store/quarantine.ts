import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SPOOL_KINDS, type SpoolKind } from '../spool/kinds.ts';
import { type SealedFile, syncFolder } from '../spool/spoolFile.ts';

/** What is known of a body in quarantine beside its bytes. */
interface Note {
  /** When it was put there, Unix milliseconds. */
  at: number;
  /** What the engine said of it. */
  reason: string;
  /** Tables that have it nonetheless. */
  stored: string[];
}

/** A body that the engine could not read. */
export interface QuarantinedBody extends Note {
  /** Its file's name, `<kind>.<id>`. */
  name: string;
  kind: SpoolKind;
  /** Of the spool file that it came from, or the part of one. */
  id: string;
  path: string;
  bytes: number;
}

const NOTE = '.json';
/** Longest reason that is kept: an engine may quote half a body. */
const REASON_CHARACTERS = 1000;

/**
 * A folder of bodies that the engine could not read, each a file of one frame with a note beside it. Nothing here is ever
 * deleted but by hand, because the engine could read it later, or because its time is over or its session erased.
 */
export class Quarantine {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Quarantine> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Quarantine(folder);
  }

  /** Moves the file here; answers its name. When it resolves, the file is here for good. */
  async put(file: SealedFile, reason: string, stored: Iterable<string>): Promise<string> {
    const name = `${file.kind}.${file.id}`;
    const note: Note = { at: Date.now(), reason: reason.slice(0, REASON_CHARACTERS), stored: [...stored] };
    await writeFile(join(this.#folder, name + NOTE), JSON.stringify(note), { mode: 0o600, flush: true });
    await syncFile(file.path);
    await rename(file.path, join(this.#folder, name));
    await syncFolder(this.#folder);
    return name;
  }

  /** All bodies, the oldest first. */
  async list(): Promise<QuarantinedBody[]> {
    const names = (await readdir(this.#folder)).filter((name) => !name.endsWith(NOTE));
    const bodies = await Promise.all(names.map((name) => this.#read(name)));
    return bodies.filter((body) => body !== undefined).sort((a, b) => a.at - b.at);
  }

  async remove({ name }: Pick<QuarantinedBody, 'name'>): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
    await rm(join(this.#folder, name + NOTE), { force: true });
  }

  async #read(name: string): Promise<QuarantinedBody | undefined> {
    const [, kind, id] = /^([a-z-]+)\.([\w-]+)$/.exec(name) ?? [];
    const known = SPOOL_KINDS.find((one) => one === kind);
    if (!known || !id) return undefined;
    const path = join(this.#folder, name);
    try {
      const { size, mtimeMs } = await stat(path);
      const note = await readNote(path + NOTE);
      return {
        name,
        kind: known,
        id,
        path,
        bytes: size,
        ...(note ?? { at: mtimeMs, reason: '', stored: [] }),
      };
    } catch {
      // Taken away meanwhile.
      return undefined;
    }
  }
}

async function readNote(path: string): Promise<Note | undefined> {
  try {
    const { at, reason, stored } = JSON.parse(await readFile(path, 'utf8')) as Note;
    return { at, reason, stored };
  } catch {
    return undefined;
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
