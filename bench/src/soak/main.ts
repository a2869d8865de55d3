import { cpus } from 'node:os';
import { type SoakResult, soak } from '@throughline/server/soak';

/**
 * `npm run soak -w bench [-- MINUTES [SEED]]`: mixed load over HTTP and gRPC on a server that is killed with -9 every 20 to
 * 40 seconds; at the end everything that was acknowledged must be in the tables and in the summaries exactly once. Exits
 * with 1 if it is not.
 */
const MINUTES = 10;
const KILL_EVERY = { least: 20_000, most: 40_000 };
/** A shorter run is killed as often in proportion, down to this. */
const KILL_EVERY_LEAST = { least: 8_000, most: 15_000 };
const MINUTE_MS = 60_000;

const minutes = Number(process.argv[2] ?? MINUTES);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write('Usage: npm run soak -w bench [-- MINUTES [SEED]]\n');
  process.exit(64);
}
process.stdout.write(
  `${minutes} minutes, seed ${seed}, ${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.versions.node}\n`,
);
const result = await soak(minutes * MINUTE_MS, minutes < 3 ? KILL_EVERY_LEAST : KILL_EVERY, seed);
print(result);
const failed =
  result.lost + result.doubled + result.refused.length + result.quarantined > 0 || result.kills === 0;
process.exit(failed ? 1 : 0);

function print({ ackMs, differences, refused, ...counts }: SoakResult): void {
  const at = (share: number) => ackMs[Math.min(ackMs.length - 1, Math.floor(ackMs.length * share))] ?? 0;
  const rows: [string, string | number][] = [
    ['bodies acknowledged', counts.bodies],
    ['spans', counts.spans],
    ['logs', counts.logs],
    ['segments', counts.segments],
    ['attempts beyond the first', counts.retried],
    ['bodies never answered', counts.unanswered],
    ['kill -9', counts.kills],
    ['lost', counts.lost],
    ['doubled', counts.doubled],
    ['refused', refused.length],
    ['in quarantine', counts.quarantined],
    ['ack p50, ms', at(0.5).toFixed(1)],
    ['ack p99, ms', at(0.99).toFixed(1)],
    ['peak memory, MiB', Math.round(counts.peakBytes / 2 ** 20)],
    ['doubled or lost, a million records', perMillion(counts)],
  ];
  process.stdout.write('\n| what | figure |\n|---|---|\n');
  for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`);
  for (const line of [...differences, ...refused.slice(0, 20)]) process.stdout.write(`${line}\n`);
}

function perMillion({
  lost,
  doubled,
  spans,
  logs,
  segments,
}: Omit<SoakResult, 'ackMs' | 'differences' | 'refused'>) {
  return ((1e6 * (lost + doubled)) / Math.max(1, spans + logs + segments)).toFixed(1);
}
