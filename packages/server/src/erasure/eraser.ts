import { readFile } from 'node:fs/promises';
import type { Erasure } from '@throughline/format';
import { forgetAlertsOf } from '../control/alertErasure.ts';
import { forgetAnnotations, forgetAnnotationsOfErased } from '../control/annotations.ts';
import type { Database, OpenDatabase } from '../control/database.ts';
import {
  type ErasedLately,
  erasedLately,
  erasedSessionHash,
  erasedTraceHash,
  forgetClaims,
  rememberErased,
} from '../control/erasures.ts';
import { forgetTickets } from '../control/tickets.ts';
import { ERASURE_LIMITS } from '../limits.ts';
import type { Spool } from '../spool/spool.ts';
import { type BetweenInserts, type Doomed, eraseRows } from '../store/erase/eraseRows.ts';
import { isStored, recordsOfUser, sessionsByHash, tracesByHash, tracesOf } from '../store/erase/find.ts';
import { groupsOf } from '../store/erase/groupsOf.ts';
import type { Tables } from '../store/erase/rewrites.ts';
import type { Quarantine } from '../store/quarantine.ts';
import type { ErasedSessions } from './erasedSessions.ts';
import { mentions } from './mentions.ts';

/** An erasure that has to wait for something; it may be asked for again. The message says for what. */
export class ErasureDelayedError extends Error {
  override readonly name = 'ErasureDelayedError';
}

export interface EraserOptions {
  tables: Tables;
  betweenInserts: BetweenInserts;
  spool: Pick<Spool, 'oldest'>;
  quarantine: Pick<Quarantine, 'list' | 'remove'>;
  database: Database;
  /** See `OpenDatabase`. */
  scrub: OpenDatabase['scrub'];
  /** Kept up to date with what is erased here. */
  erased: ErasedSessions;
}

type Sought = Omit<Doomed, 'own' | 'shared'> & { user: string | undefined };

/** How often the spool is looked at, milliseconds. */
const LOOK_EVERY_MS = 50;
const DAY_MS = 24 * 60 * 60_000;

/** Deletes sessions everywhere: tables, spool, quarantine, control data. One erasure after another. */
export class Eraser {
  readonly #options: EraserOptions;
  #work: Promise<unknown> = Promise.resolve();
  /** Called when something was erased that may still have more of it coming. */
  onErased: () => void = () => undefined;

  constructor(options: EraserOptions) {
    this.#options = options;
  }

  /** Deletes one session; `undefined` if the project has none of that id. */
  session(project: string, session: string): Promise<Erasure | undefined> {
    return this.#next(async () => {
      await this.#spoolStored();
      const { engine } = this.#options.tables;
      const sought = { project, sessions: [session], user: undefined, records: [] };
      if (await isStored(engine, project, session)) return this.#eraseNow(sought);
      await this.#forgetAnnotations(project, [session]);
      const quarantinedBodies = await this.#eraseQuarantined({ ...sought, traces: [] });
      return quarantinedBodies > 0 ? { ...NOTHING, quarantinedBodies } : undefined;
    });
  }

  /**
   * Deletes every session in which a record names the user (`user.id`), and every record without a session that does;
   * `undefined` if there is none.
   */
  user(project: string, user: string): Promise<Erasure | undefined> {
    return this.#next(async () => {
      await this.#spoolStored();
      const { sessions, records } = await recordsOfUser(this.#options.tables.engine, project, user);
      if (sessions.length + records.length > 0) return this.#eraseNow({ project, sessions, user, records });
      const quarantinedBodies = await this.#eraseQuarantined({ project, sessions, user, traces: [] });
      return quarantinedBodies > 0 ? { ...NOTHING, quarantinedBodies } : undefined;
    });
  }

  /**
   * Deletes sessions that nobody wants kept. Unlike erased ones they may come back: what arrives of them later is stored, and
   * what stands in quarantine stays.
   */
  discard(project: string, sessions: readonly string[]): Promise<void> {
    return this.#next(async () => {
      const { tables, betweenInserts } = this.#options;
      const { own, shared } = await tracesOf(tables.engine, project, sessions);
      await eraseRows(tables, { project, sessions, own, shared, records: [] }, betweenInserts);
      await this.#forgetAnnotations(project, sessions);
    });
  }

  /** Deletes what came late for sessions erased before. Answers what it was, by project. */
  late(): Promise<({ project: string } & Erasure)[]> {
    return this.#next(async () => {
      const { engine } = this.#options.tables;
      await forgetAnnotationsOfErased(this.#options.database);
      const late = [];
      const since = Date.now() - ERASURE_LIMITS.traceDays * DAY_MS;
      for (const { project, sessionHashes, traceHashes } of await this.refresh()) {
        const sessions = [];
        for (const hashes of groupsOf(sessionHashes, ERASURE_LIMITS.hashesAStatement))
          sessions.push(...(await sessionsByHash(engine, project, hashes)));
        const traces = [];
        for (const hashes of groupsOf(traceHashes, ERASURE_LIMITS.hashesAStatement))
          traces.push(...(await tracesByHash(engine, project, hashes, since)));
        if (sessions.length + traces.length > 0)
          late.push({
            project,
            ...(await this.#erase({ project, sessions, user: undefined, records: [] }, traces)),
          });
      }
      return late;
    });
  }

  /** Learns what other servers erased; answers all that was erased lately. */
  async refresh(): Promise<ErasedLately[]> {
    const erased = await erasedLately(this.#options.database);
    this.#options.erased.learn(erased);
    return erased;
  }

  /** Resolves when no erasure is under way. */
  async idle(): Promise<void> {
    await this.#work;
  }

  #next<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = this.#work.then(task);
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #eraseNow(sought: Sought): Promise<Erasure> {
    const erased = await this.#erase(sought);
    this.onErased();
    return erased;
  }

  /** `late` are traces of sessions that are erased already. */
  async #erase({ project, sessions, user, records }: Sought, late: readonly string[] = []): Promise<Erasure> {
    const { tables, betweenInserts, database, erased } = this.#options;
    // From here on no segment of theirs is taken or stored. What is being stored is waited for.
    await rememberErased(database, project, 'session', sessions.map(erasedSessionHash));
    for (const session of sessions) erased.add(project, session);
    await this.#spoolStored();
    const { own, shared } = await tracesOf(tables.engine, project, sessions);
    const remembered = own.slice(0, ERASURE_LIMITS.rememberedTraces).map(erasedTraceHash);
    await rememberErased(database, project, 'trace', remembered);
    const rows = await eraseRows(
      tables,
      { project, sessions, own: [...new Set([...own, ...late])], shared, records },
      betweenInserts,
    );
    for (const session of sessions) await forgetClaims(database, project, session);
    await this.#forgetAnnotations(project, sessions);
    const quarantinedBodies = await this.#eraseQuarantined({ project, sessions, user, traces: own });
    return { sessions: sessions.length, ...rows, quarantinedBodies };
  }

  /**
   * Resolves when all is stored that was acknowledged until now. Thrown away instead, a segment that waits would take with it
   * what ties the records of services to its session.
   */
  async #spoolStored(): Promise<void> {
    const { spool, tables } = this.#options;
    const now = Date.now();
    while ((spool.oldest ?? Number.POSITIVE_INFINITY) <= now) {
      tables.signal.throwIfAborted();
      if (Date.now() > now + ERASURE_LIMITS.spoolMs)
        throw new ErasureDelayedError(
          'what waits in the spool could not be stored yet; /api/admin/ingest says why. Try again later',
        );
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  async #forgetAnnotations(project: string, sessions: readonly string[]): Promise<void> {
    const { database, scrub } = this.#options;
    await forgetAnnotations(database, project, sessions);
    await forgetTickets(database, project, sessions);
    await forgetAlertsOf(database, project, sessions);
    // Also if there were none: an earlier text of a note that was edited or deleted may still stand in a file.
    await scrub();
  }

  async #eraseQuarantined({
    project,
    sessions,
    traces,
    user,
  }: {
    project: string;
    sessions: readonly string[];
    traces: readonly string[];
    user: string | undefined;
  }): Promise<number> {
    const { quarantine } = this.#options;
    const sought = { project, sessions: new Set(sessions), traces: new Set(traces), user };
    let count = 0;
    for (const body of await quarantine.list())
      if (mentions(await readFile(body.path), sought)) {
        await quarantine.remove(body);
        count += 1;
      }
    return count;
  }
}

const NOTHING: Erasure = { sessions: 0, segments: 0, spans: 0, logs: 0, quarantinedBodies: 0 };
