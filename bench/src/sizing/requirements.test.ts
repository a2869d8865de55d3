import { expect, it } from 'vitest';
import { requirements, totalDisk } from './requirements.ts';

const ingest = {
  spansPerCpuSecond: 50_000,
  logsPerCpuSecond: 30_000,
  replayBytesPerCpuSecond: 10_000_000,
  peakMemoryBytes: 2 ** 30,
};
const storage = {
  bytesPerSpan: 50,
  bytesPerLog: 40,
  bytesPerReplayMinute: 10_000,
  recordedBytesPerReplayMinute: 100_000,
};

const days = (all: number) => ({ spans: all, logs: all, replay: all });

it('adds up what a session leaves: 1000 spans, 300 logs, 10 minutes', () => {
  const one = requirements(1, days(7), ingest, storage);
  expect(one.bytesADay).toBe(50_000 + 12_000 + 100_000);
  expect(one.diskBytes).toBeCloseTo((162_000 * 7) / 0.7);
  // 0.02 s of spans, 0.01 s of logs, 0.1 s of replay; ten times as busy as on average, cores half busy.
  expect(one.cores).toBeCloseTo((0.13 * 10) / 86_400 / 0.5);
  expect(one.memoryBytes).toBe(2 ** 31);
});

it('stays with one process as long as one machine holds everything', () => {
  expect(requirements(100, days(30), ingest, storage)).toMatchObject({ servers: 1, shards: 0 });
  const many = requirements(400_000, days(30), ingest, storage);
  expect(many.diskBytes).toBeCloseTo((400_000 * 162_000 * 30) / 0.7);
  expect(many).toMatchObject({ servers: 7, shards: 3 });
  expect(totalDisk(many)).toBe(2 * many.diskBytes);
});

it('wants two servers as soon as there are several', () => {
  const long = requirements(10_000, days(3_650), ingest, storage);
  expect(long.cores).toBeLessThan(1);
  expect(long.servers).toBe(2);
});

it('keeps each kind for its own time', () => {
  const { diskBytes } = requirements(1, { spans: 1, logs: 2, replay: 3 }, ingest, storage);
  expect(diskBytes).toBeCloseTo((50_000 + 2 * 12_000 + 3 * 100_000) / 0.7);
});
