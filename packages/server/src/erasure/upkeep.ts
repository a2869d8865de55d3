import type { Database } from '../control/database.ts';
import { listRetention } from '../control/retention.ts';
import { ERASURE_LIMITS } from '../limits.ts';
import type { Quarantine } from '../store/quarantine.ts';
import type { Eraser } from './eraser.ts';

export interface UpkeepOptions {
  eraser: Pick<Eraser, 'late' | 'refresh' | 'onErased'>;
  quarantine: Pick<Quarantine, 'list' | 'remove'>;
  database: Database;
  /** Whether other servers erase too. */
  shared: boolean;
  log: { info: (what: object, message: string) => void };
  onError: (message: string, error: unknown) => void;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * Deletes from now on what comes late for erased sessions, and bodies in quarantine whose time is over: nobody knows which kind
 * of record is in them, so that is the longest. Answers how to end it.
 */
export function startUpkeep(options: UpkeepOptions): () => void {
  const { eraser, shared, log, onError } = options;
  const upkeep = async () => {
    for (const late of await eraser.late()) log.info(late, 'what came late for erased sessions was erased');
    await removeExpired(options, Date.now());
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
