import { cpus } from 'node:os';
import { writeResults } from '../results.ts';
import { SEGMENTS_A_MINUTE } from '../sent/segments.ts';
import { table } from '../table.ts';
import { measureStorage, type Stored } from './measureStorage.ts';

/**
 * `npm run storage -w bench [-- SPANS]`: what spans, logs and replay take on disk, beside the gzip bodies in which they were
 * sent, before and after merging. All tables count, with their indices, marks and summaries.
 */
const spans = Number(process.argv[2] ?? 500_000);
const MINUTES = Math.max(3, Math.round(spans / 2000));

process.stdout.write(
  `${spans} spans, ${spans} logs, ${MINUTES} minutes of replay; ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.versions.node}\n\n`,
);
const [spansStored, logsStored, replayStored] = [
  await measureStorage('spans', spans),
  await measureStorage('logs', spans),
  await measureStorage('replay', MINUTES * SEGMENTS_A_MINUTE),
];
process.stdout.write(
  table(
    ['bytes per', 'sent, plain', 'sent, gzip', 'stored', 'merged', 'merged / gzip'],
    [
      row('span', spansStored, spansStored.records),
      row('log', logsStored, logsStored.records),
      row('minute of replay', replayStored, MINUTES),
    ],
  ),
);
for (const [name, stored] of Object.entries({ span: spansStored, log: logsStored }))
  process.stdout.write(
    table(
      [`of a ${name}, merged`, 'bytes', 'before compression'],
      stored.parts.map(({ name: part, bytes, plainBytes }) => [
        part,
        (bytes / stored.records).toFixed(2),
        (plainBytes / stored.records).toFixed(1),
      ]),
    ),
  );

await writeResults('storage', {
  bytesPerSpan: spansStored.mergedBytes / spansStored.records,
  bytesPerLog: logsStored.mergedBytes / logsStored.records,
  bytesPerReplayMinute: replayStored.mergedBytes / MINUTES,
  recordedBytesPerReplayMinute: replayStored.plainBytes / MINUTES,
});

function row(name: string, stored: Stored, count: number): string[] {
  const each = (bytes: number) => (bytes / count).toFixed(bytes / count < 1000 ? 1 : 0);
  return [
    name,
    each(stored.plainBytes),
    each(stored.gzipBytes),
    each(stored.storedBytes),
    each(stored.mergedBytes),
    (stored.mergedBytes / stored.gzipBytes).toFixed(2),
  ];
}
