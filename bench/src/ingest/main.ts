import { cpus } from 'node:os';
import { writeResults } from '../results.ts';
import { bodyCount, SENT_KINDS } from '../sent/kinds.ts';
import { percentile, table } from '../table.ts';
import type { Measured } from './measured.ts';
import { measureConventional, measureEngine } from './measurePeers.ts';
import { measureServer } from './measureServer.ts';

/**
 * `npm run ingest -w bench [-- SPANS [SPANS_FOR_MEMORY]]`: gzip bodies over real HTTP from another process until all are
 * acknowledged and queryable. Spans in OTLP/Protobuf are set beside the bare engine on the same spool files and beside a
 * conventional decoder in the same harness; then come spans as JSON, logs and segments, and the server's memory at ten times
 * as many spans.
 */
const MEBIBYTE = 2 ** 20;
const spans = roundUp(Number(process.argv[2] ?? 1_000_000));
const spansForMemory = roundUp(Number(process.argv[3] ?? spans * 10));
/** A segment has about the bytes of 25 spans. */
const segments = Math.ceil(spans / 25);

process.stdout.write(
  `${spans} spans, ${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.versions.node}\n\n`,
);
const server = await measureServer('spans', spans);
const engine = await measureEngine(spans);
const conventional = await measureConventional(spans);
const rate = ({ records, cpuSeconds }: Measured) => records / cpuSeconds;
process.stdout.write(
  table(
    [
      'path',
      'spans stored',
      'CPU s',
      'spans / CPU s',
      'server is ×',
      'wall s',
      'ack p50 ms',
      'ack p99 ms',
      'peak MiB',
    ],
    [
      ['server, acknowledged and queryable', server],
      ['bare engine, same spool files', engine],
      ['protobufjs decode, JSONEachRow', conventional],
    ].map(([name, measured]) => peerRow(name as string, measured as Measured)),
  ),
);

const asJson = await measureServer('spans as JSON', spans);
const logs = await measureServer('logs', spans);
const visits = await measureServer('segments', segments);
process.stdout.write(
  table(
    [
      'sent to the server',
      'records',
      'CPU s',
      'records / CPU s',
      'MB / CPU s',
      'ack p50 ms',
      'ack p99 ms',
      'peak MiB',
    ],
    [
      kindRow('spans, OTLP/Protobuf', server),
      kindRow('spans, OTLP/JSON', asJson),
      kindRow('logs, OTLP/Protobuf', logs),
      kindRow('segments', visits),
    ],
  ),
);

if (spansForMemory > 0) {
  const long = await measureServer('spans', spansForMemory);
  process.stdout.write(
    table(
      ['spans', 'peak MiB at start', 'peak MiB', '×', 'spans / CPU s'],
      [server, long].map((measured) => [
        measured.records,
        mebibytes(measured.peakAtStart),
        mebibytes(measured.peakBytes),
        ((measured.peakBytes ?? 0) / (server.peakBytes ?? 1)).toFixed(2),
        Math.round(rate(measured)),
      ]),
    ),
  );
}

await writeResults('ingest', {
  spansPerCpuSecond: rate(server),
  engineSpansPerCpuSecond: rate(engine),
  conventionalSpansPerCpuSecond: rate(conventional),
  logsPerCpuSecond: rate(logs),
  replayBytesPerCpuSecond: (visits.plainBytes ?? 0) / visits.cpuSeconds,
  peakMemoryBytes: server.peakBytes ?? 0,
});

function roundUp(wanted: number): number {
  return bodyCount('spans', wanted) * SENT_KINDS.spans.recordsABody;
}

function peerRow(name: string, measured: Measured): (string | number)[] {
  return [
    name,
    measured.records,
    measured.cpuSeconds.toFixed(1),
    Math.round(rate(measured)),
    (rate(server) / rate(measured)).toFixed(2),
    measured.wallSeconds?.toFixed(1) ?? '',
    percentile(measured.latencies, 0.5),
    percentile(measured.latencies, 0.99),
    mebibytes(measured.peakBytes),
  ];
}

function kindRow(name: string, measured: Measured): (string | number)[] {
  return [
    name,
    measured.records,
    measured.cpuSeconds.toFixed(1),
    Math.round(rate(measured)),
    ((measured.plainBytes ?? 0) / 1e6 / measured.cpuSeconds).toFixed(1),
    percentile(measured.latencies, 0.5),
    percentile(measured.latencies, 0.99),
    mebibytes(measured.peakBytes),
  ];
}

function mebibytes(bytes: number | undefined): string | number {
  return bytes ? Math.round(bytes / MEBIBYTE) : '';
}
