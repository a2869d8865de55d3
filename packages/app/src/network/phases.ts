import type { RequestTiming } from '@throughline/format';

/** A stretch of a request's time, milliseconds from its beginning. */
export interface Phase {
  name: PhaseName;
  from: number;
  duration: number;
}

export const PHASES = {
  blocked: 'Waiting in the browser',
  dns: 'DNS lookup',
  connect: 'Connecting',
  tls: 'TLS',
  wait: 'Waiting for the answer',
  receive: 'Receiving the answer',
} as const;
export type PhaseName = keyof typeof PHASES;

/**
 * The phases of a request one after another, as far as they were measured; `tls` lies at the end of `connect`. What is left of its
 * time was spent in the browser before them: waiting for a connection, redirects, a service worker.
 */
export function phasesOf({ dns, connect, tls, wait, receive }: RequestTiming, duration: number): Phase[] {
  const inOrder = { dns, connect, wait, receive };
  const known = Object.values(inOrder).reduce<number>((sum, phase) => sum + (phase ?? 0), 0);
  if (known === 0) return [];
  const phases: Phase[] = [];
  let from = Math.max(0, duration - known);
  if (from >= LEAST_MS) phases.push({ name: 'blocked', from: 0, duration: from });
  for (const [name, time] of Object.entries(inOrder) as [PhaseName, number | undefined][]) {
    if (time === undefined) continue;
    phases.push({ name, from, duration: time });
    if (name === 'connect' && tls !== undefined)
      phases.push({ name: 'tls', from: from + Math.max(0, time - tls), duration: Math.min(tls, time) });
    from += time;
  }
  return phases;
}

/** Less than browsers measure, milliseconds. */
const LEAST_MS = 0.1;
