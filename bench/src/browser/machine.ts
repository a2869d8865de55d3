import { readFileSync } from 'node:fs';

/** Share of all cores that is busy during the next quarter of a second, 0 to 1. */
export async function busyShare(): Promise<number> {
  const before = ticks();
  await new Promise((resolve) => setTimeout(resolve, 250));
  const after = ticks();
  const all = after.all - before.all;
  return all > 0 ? 1 - (after.idle - before.idle) / all : 0;
}

/** Waits until at most a fifth of the machine is busy, `mostMs` at most; gives the share that is. */
export async function calm(mostMs: number): Promise<number> {
  const end = Date.now() + mostMs;
  for (;;) {
    const share = await busyShare();
    if (share <= 0.2 || Date.now() >= end) return share;
  }
}

function ticks(): { idle: number; all: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const counts = line.trim().split(/\s+/).slice(1, 9).map(Number);
  return { idle: (counts[3] ?? 0) + (counts[4] ?? 0), all: counts.reduce((sum, count) => sum + count, 0) };
}
