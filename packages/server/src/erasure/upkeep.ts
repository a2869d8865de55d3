import type { Assets } from '../control/assets.ts';
import { forgetAudit } from '../control/audit.ts';
import type { Database } from '../control/database.ts';
import { forgetDeletedNotes } from '../control/notes.ts';
import { listRetention } from '../control/retention.ts';
import { ERASURE_LIMITS, EXPIRY_LIMITS } from '../limits.ts';
import type { Quarantine } from '../store/quarantine.ts';
import type { Eraser } from './eraser.ts';

export interface UpkeepOptions {
  eraser: Pick<Eraser, 'late' | 'refresh' | 'onErased'>;
  quarantine: Pick<Quarantine, 'list' | 'remove'>;
  database: Database;
  assets: Pick<Assets, 'removeExpired'>;
  /** Deletes notes and clips of sessions that are stored no more; answers of how many sessions. */
  discardAnnotations: () => Promise<number>;
  /** Deletes sessions that are not sampled and not kept; answers how many. */
  discardLapsed: () => Promise<number>;
  /** Whether other servers erase too. */
  shared: boolean;
  log: { info: (what: object, message: string) => void };
  onError: (message: string, error: unknown) => void;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * Deletes from now on what comes late for erased sessions, notes and clips of sessions that have expired, assets that no recording
 * can refer to any more, and bodies in quarantine whose time is over: nobody knows which kind
 * of record is in them, so that is the longest. Answers how to end it.
 */
export function startUpkeep(options: UpkeepOptions): () => void {
  const { eraser, shared, log, onError } = options;
  const upkeep = async () => {
    for (const late of await eraser.late()) log.info(late, 'what came late for erased sessions was erased');
    await removeExpired(options, Date.now());
    await forgetAudit(options.database, Date.now());
    await forgetDeletedNotes(options.database);
    const sessions = await options.discardAnnotations();
    if (sessions > 0) log.info({ sessions }, 'notes and clips of expired sessions were deleted');
    const assets = await options.assets.removeExpired();
    if (assets > 0) log.info({ assets }, 'assets that no recording can refer to were deleted');
  };
  const run = (task: () => Promise<unknown>, failure: string) => () => {
    if (!ended) task().catch((error: unknown) => !ended && onError(failure, error));
  };
  let ended = false;
  const keepUp = run(upkeep, 'what is to be deleted could not be; trying again later');
  const timers = [setInterval(keepUp, ERASURE_LIMITS.lateEveryMs)];
  eraser.onErased = () => timers.push(setTimeout(keepUp, ERASURE_LIMITS.lateFirstMs));
  if (shared)
    timers.push(
      setInterval(
        run(() => eraser.refresh(), 'what other servers erased could not be learnt; trying again'),
        ERASURE_LIMITS.refreshMs,
      ),
    );
  const discard = run(async () => {
    const sessions = await options.discardLapsed();
    if (sessions > 0) log.info({ sessions }, 'sessions that are not sampled were deleted');
  }, 'sessions that are not sampled could not be deleted; trying again later');
  timers.push(setInterval(discard, EXPIRY_LIMITS.everyMs));
  keepUp();
  return () => {
    ended = true;
    for (const timer of timers) clearInterval(timer);
  };
}

async function removeExpired({ quarantine, database }: UpkeepOptions, now: number): Promise<void> {
  const bodies = await quarantine.list();
  if (bodies.length === 0) return;
  const days = (await listRetention(database)).flatMap((project) => Object.values(project.days));
  const before = now - Math.max(...days) * DAY_MS;
  for (const body of bodies) if (body.at < before) await quarantine.remove(body);
}
