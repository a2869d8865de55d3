import type { AlertCondition } from '@throughline/format';
import { claimDueRule, type DueRule, failLook, finishLook, toldSince } from '../control/alertLooks.ts';
import type { Database } from '../control/database.ts';
import { ALERT_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import { plainText } from '../tickets/plainText.ts';
import { linksOf } from './links.ts';
import { alertMessage } from './message.ts';
import { isQuiet } from './quietHours.ts';
import { subjectsOf } from './subjects.ts';

export interface LookOptions {
  database: Database;
  /** For one look: its questions end with the signal. */
  readerUntil: (signal: AbortSignal) => Reader;
  /** Where people reach this server. */
  publicUrl: string;
  signal: AbortSignal;
  onError: (message: string, error: unknown) => void;
  /** Unix milliseconds. */
  now?: () => number;
}

/** Looks at the rules that are due, each by one server only; answers how many were looked at. */
export async function lookAtRules(options: LookOptions): Promise<number> {
  const { database, signal, onError, now = Date.now } = options;
  let looked = 0;
  for (; looked < ALERT_LIMITS.looksAtOnce && !signal.aborted; looked++) {
    const rule = await claimDueRule(database, now());
    if (!rule) break;
    try {
      await look(rule, options);
    } catch (error) {
      // The server stops: another one looks when the claim has run out.
      if (signal.aborted) break;
      const message = plainText((error as Error).message, ALERT_LIMITS.errorCharacters);
      await failLook(database, rule, message, now());
      onError(`the alert rule ${rule.id} could not be looked at; trying again: ${message}`, error);
    }
  }
  return looked;
}

async function look(rule: DueRule, options: LookOptions): Promise<void> {
  const { database, readerUntil, publicUrl, signal } = options;
  const now = (options.now ?? Date.now)();
  const links = linksOf(publicUrl, rule.project);
  const reader = readerUntil(AbortSignal.any([signal, AbortSignal.timeout(ALERT_LIMITS.lookMs)]));
  const subjects = await subjectsOf(rule, { database, reader, links, now });
  const told = await toldSince(
    database,
    rule.id,
    subjects.map(({ id }) => id),
    now - silenceMs(rule),
  );
  const fresh = subjects.filter(({ id }) => !told.has(id));
  const isListed = ALERT_LIMITS.itemsAMessage - rule.waiting.length;
  const described = [];
  for (const subject of fresh.slice(0, Math.max(0, isListed))) described.push(await subject.describe());
  const items = [...rule.waiting, ...described];
  const count = rule.waitingCount + fresh.length;
  const waits = rule.quietHours !== null && isQuiet(rule.quietHours, now);
  await finishLook(database, rule, {
    subjects: fresh.map(({ id }) => id),
    waiting: waits ? items : [],
    waitingCount: waits ? count : 0,
    message:
      waits || count === 0
        ? undefined
        : alertMessage(rule, items, count, { links, wasQuiet: rule.waitingCount > 0 }),
    now,
  });
}

/** What cannot happen twice is told once; what goes on is told again after a while. */
const ONCE: ReadonlySet<AlertCondition['on']> = new Set(['new-issue', 'sessions']);

function silenceMs({ condition, againAfterMinutes }: DueRule): number {
  if (ONCE.has(condition.on)) return ALERT_LIMITS.rememberedMs;
  const again = againAfterMinutes * 60_000;
  // Looks overlap: the same regression is found by several of them.
  return condition.on === 'regressed-issue' ? Math.max(again, 2 * ALERT_LIMITS.overlapMs) : again;
}
