import type { RetentionDays } from '@throughline/format';
import type { IngestFigures, Results, StorageFigures } from '../results.ts';
import {
  BUSY_AT_PEAK,
  FULL_DISK,
  MEMORY_RESERVE,
  PEAK_OVER_AVERAGE,
  REPLICAS_A_SHARD,
  SESSION,
  SESSIONS_A_DAY,
} from './assumptions.ts';
import { type Requirements, requirements, totalDisk } from './requirements.ts';

/** The part of docs/user/scaling.md that is computed: table, figures, formulas. */
export function sizingText(
  days: RetentionDays,
  { figures: ingest, day, machine }: Results<IngestFigures>,
  { figures: storage }: Results<StorageFigures>,
): string {
  const rows = SESSIONS_A_DAY.map((sessions) => requirements(sessions, days, ingest, storage));
  return [
    `| sessions a day | spans a day | stored a day | disk | cores | memory a server | servers | ClickHouse |`,
    '|---:|---:|---:|---:|---:|---:|---:|---|',
    ...rows.map(row),
    '',
    `A session here is ${SESSION.replayMinutes} minutes of replay, ${count(SESSION.spans)} spans and ${count(SESSION.logs)} logs. ` +
      `Measured (${day}, ${machine.processor.trim()}, ${machine.cores} cores):`,
    '',
    '| | stored | taken in and stored by one CPU-second |',
    '|---|---:|---:|',
    `| a span | ${round(storage.bytesPerSpan)} bytes | ${count(round(ingest.spansPerCpuSecond))} |`,
    `| a log | ${round(storage.bytesPerLog)} bytes | ${count(round(ingest.logsPerCpuSecond))} |`,
    `| a minute of replay, ${bytes(storage.recordedBytesPerReplayMinute)} as recorded | ${bytes(storage.bytesPerReplayMinute)} | ` +
      `${count(round(ingest.replayBytesPerCpuSecond / storage.recordedBytesPerReplayMinute))} |`,
    '',
    `- Disk: what is kept (spans ${days.spans} days, logs ${days.logs}, replay ${days.replay}, the default) / ${FULL_DISK}, since merges need room; × ${REPLICAS_A_SHARD} on a cluster, where everything is kept twice.`,
    `- Cores: CPU-seconds a day / 86,400 × ${PEAK_OVER_AVERAGE} (the busiest second over the average one) / ${BUSY_AT_PEAK} (how busy they ` +
      'should be then); of servers and ClickHouse together.',
    `- Memory: the peak of a server at full load with its databases inside, × ${MEMORY_RESERVE}.`,
  ].join('\n');
}

function row(needed: Requirements): string {
  const cells = [
    count(needed.sessionsADay),
    count(needed.spansADay),
    bytes(needed.bytesADay),
    bytes(totalDisk(needed)),
    needed.cores < 1 ? '1' : String(Math.ceil(needed.cores)),
    bytes(Math.ceil(needed.memoryBytes / 2 ** 30) * 2 ** 30),
    String(needed.servers),
    needed.shards === 0 ? 'inside' : `${needed.shards} × ${REPLICAS_A_SHARD} replicas`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Two digits are what such an estimate is worth. */
function round(value: number): number {
  return Number(value.toPrecision(2));
}

function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

function bytes(value: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10));
  return `${round(value / 1024 ** power)} ${UNITS[power]}`;
}
