import { RETENTION_KINDS, type RetentionDays, type RetentionKind } from '@throughline/format';
import type { IngestFigures, StorageFigures } from '../results.ts';
import {
  BUSY_AT_PEAK,
  FULL_DISK,
  MEMORY_RESERVE,
  ONE_MACHINE_DISK_BYTES,
  ONE_PROCESS_CORES,
  PEAK_OVER_AVERAGE,
  REPLICAS_A_SHARD,
  SESSION,
} from './assumptions.ts';

const DAY_SECONDS = 86_400;

export interface Requirements {
  sessionsADay: number;
  spansADay: number;
  /** Stored a day, one copy, after compression. */
  bytesADay: number;
  /** Of the disk for one copy of everything that is kept. */
  diskBytes: number;
  /** To take in and store the busiest second, at most half busy. */
  cores: number;
  /** Of one server that does everything. */
  memoryBytes: number;
  servers: number;
  /** Of ClickHouse, each of two replicas; 0 if the server's own engine does. */
  shards: number;
}

/** What so many sessions a day need, kept for so many `days`, by what was measured. */
export function requirements(
  sessionsADay: number,
  days: RetentionDays,
  ingest: IngestFigures,
  storage: StorageFigures,
): Requirements {
  const { spans, logs, replayMinutes } = SESSION;
  const bytesASession = {
    spans: spans * storage.bytesPerSpan,
    logs: logs * storage.bytesPerLog,
    replay: replayMinutes * storage.bytesPerReplayMinute,
  };
  const sum = (of: (kind: RetentionKind) => number) =>
    RETENTION_KINDS.reduce((total, kind) => total + of(kind), 0);
  const cpuSecondsASession =
    spans / ingest.spansPerCpuSecond +
    logs / ingest.logsPerCpuSecond +
    (replayMinutes * storage.recordedBytesPerReplayMinute) / ingest.replayBytesPerCpuSecond;
  const diskBytes = (sessionsADay * sum((kind) => bytesASession[kind] * days[kind])) / FULL_DISK;
  const cores = (sessionsADay * cpuSecondsASession * PEAK_OVER_AVERAGE) / DAY_SECONDS / BUSY_AT_PEAK;
  const oneMachine = diskBytes <= ONE_MACHINE_DISK_BYTES && cores <= ONE_PROCESS_CORES;
  return {
    sessionsADay,
    spansADay: sessionsADay * spans,
    bytesADay: sessionsADay * sum((kind) => bytesASession[kind]),
    diskBytes,
    cores,
    memoryBytes: ingest.peakMemoryBytes * MEMORY_RESERVE,
    // Two at least, so that one may be restarted while the other takes data.
    servers: oneMachine ? 1 : Math.max(2, Math.ceil(cores / ONE_PROCESS_CORES)),
    shards: oneMachine ? 0 : Math.ceil(diskBytes / ONE_MACHINE_DISK_BYTES),
  };
}

/** Of all machines together. */
export function totalDisk({ diskBytes, shards }: Requirements): number {
  return shards === 0 ? diskBytes : diskBytes * REPLICAS_A_SHARD;
}
