import { forgetAlerts } from '../control/alertLooks.ts';
import type { Database } from '../control/database.ts';
import { ALERT_LIMITS } from '../limits.ts';
import type { Engine } from '../store/engine.ts';
import { readerUntil } from '../store/reader.ts';
import { deliverDue } from './deliverDue.ts';
import { lookAtRules } from './lookAtRules.ts';
import type { Send } from './send/send.ts';

export interface AlertsOptions {
  database: Database;
  engine: Engine;
  send: Send;
  /** Where people reach this server. */
  publicUrl: string;
  onError: (message: string, error: unknown) => void;
}

const FORGET_EVERY_MS = 60 * 60_000;

/** Looks at alert rules and sends what they come to from now on. Answers how to end it; then what is under way is broken off. */
export function startAlerts({ database, engine, send, publicUrl, onError }: AlertsOptions) {
  const stopping = new AbortController();
  const { signal } = stopping;
  let underWay: Promise<unknown> | undefined;
  let forgotAt = 0;
  async function turn() {
    await lookAtRules({
      database,
      readerUntil: (until) => readerUntil(engine, until),
      publicUrl,
      signal,
      onError,
    });
    await deliverDue({ database, send, signal, onError });
    if (signal.aborted || Date.now() < forgotAt + FORGET_EVERY_MS) return;
    forgotAt = Date.now();
    await forgetAlerts(database, forgotAt - ALERT_LIMITS.rememberedMs);
  }
  const timer = setInterval(() => {
    underWay ??= turn()
      .catch((error: unknown) => {
        if (!signal.aborted) onError('alerts could not be looked at; trying again', error);
      })
      .finally(() => {
        underWay = undefined;
      });
  }, ALERT_LIMITS.everyMs);
  return async () => {
    clearInterval(timer);
    stopping.abort(new Error('the server stops'));
    await underWay;
  };
}
