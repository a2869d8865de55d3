import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bodyCount, SPANS_A_BODY } from './bodies.ts';

/**
 * `npm run ingest -w bench [-- SPANS]`: gzip OTLP/Protobuf bodies of 512 spans over real HTTP from another process until all
 * are acknowledged and queryable; beside the bare engine on the same spool files, and a conventional decoder in the same
 * harness. Prints spans per CPU-second of the server, and ratios.
 */
const spans = bodyCount(Number(process.argv[2] ?? 1_000_000)) * SPANS_A_BODY;
const KEY = 'tli_key_of_the_benchmark_only';
const BIN = fileURLToPath(new URL('../../../packages/server/bin/throughline.js', import.meta.url));
/** Clock ticks a second in /proc/<pid>/stat: USER_HZ, 100 on every Linux. */
const TICKS_A_SECOND = 100;

interface Result {
  name: string;
  cpuSeconds: number;
  spans: number;
  wallSeconds?: number;
  latencies?: number[];
  peakBytes?: number;
}

const results = [await measureServer(), await measureEngine(), await measureConventional()];
print(results);

async function measureServer(): Promise<Result> {
  const data = await mkdtemp(join(tmpdir(), 'throughline-bench-server-'));
  const flags = [
    '--port',
    '0',
    '--data',
    data,
    '--ingest-key',
    KEY,
    '--log-level',
    'warn',
    '--grpc-port',
    'off',
  ];
  const server = spawn(process.execPath, [BIN, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const match = /listens on (http:\S+?);/.exec(line);
      if (match?.[1]) resolve(match[1]);
    });
  });
  const processId = server.pid ?? 0;
  const sender = await startSender(url);
  const cpuBefore = await cpuSeconds(processId);
  const started = performance.now();
  const { latencies } = await sender.send();
  await untilEmpty(join(data, 'spool'));
  const wallSeconds = (performance.now() - started) / 1000;
  const used = (await cpuSeconds(processId)) - cpuBefore;
  const peakBytes = await peakMemory(processId);
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
  await rm(data, { recursive: true });
  return {
    name: 'server, acknowledged and queryable',
    cpuSeconds: used,
    spans,
    wallSeconds,
    latencies,
    peakBytes,
  };
}

async function measureEngine(): Promise<Result> {
  const child = fork(fileURLToPath(new URL('./engineOnly.js', import.meta.url)), [String(spans)]);
  const [{ cpuSeconds: used, spans: stored }] = (await once(child, 'message')) as [
    { cpuSeconds: number; spans: number },
  ];
  return { name: 'bare engine, same spool files', cpuSeconds: used, spans: stored };
}

async function measureConventional(): Promise<Result> {
  const child = fork(fileURLToPath(new URL('./conventional.js', import.meta.url)));
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const sender = await startSender(url);
  const started = performance.now();
  const { latencies } = await sender.send();
  child.send('finish');
  const [result] = (await once(child, 'message')) as [
    { cpuSeconds: number; spans: number; peakBytes: number },
  ];
  return {
    name: 'protobufjs decode, JSONEachRow',
    ...result,
    wallSeconds: (performance.now() - started) / 1000,
    latencies,
  };
}

async function startSender(url: string) {
  const child: ChildProcess = fork(fileURLToPath(new URL('./sender.js', import.meta.url)), [
    url,
    KEY,
    String(spans),
  ]);
  await once(child, 'message');
  return {
    async send(): Promise<{ latencies: number[] }> {
      child.send('go');
      const [answer] = (await once(child, 'message')) as [{ latencies: number[] }];
      return answer;
    },
  };
}

/** Resolves when every spool file has been inserted and removed. */
async function untilEmpty(folder: string): Promise<void> {
  while ((await readdir(folder)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** User and system time of a process so far. */
async function cpuSeconds(processId: number): Promise<number> {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

async function peakMemory(processId: number): Promise<number> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

function print(all: Result[]): void {
  const [server] = all;
  if (!server) return;
  const rate = (result: Result) => result.spans / result.cpuSeconds;
  process.stdout.write(
    `\n${spans} spans, ${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.versions.node}\n\n`,
  );
  process.stdout.write(
    '| path | spans stored | CPU s | spans / CPU s | server is × | wall s | ack p50 ms | ack p99 ms | peak MiB |\n',
  );
  process.stdout.write('|---|---|---|---|---|---|---|---|---|\n');
  for (const result of all) {
    const cells = [
      result.name,
      result.spans,
      result.cpuSeconds.toFixed(1),
      Math.round(rate(result)),
      (rate(server) / rate(result)).toFixed(2),
      result.wallSeconds?.toFixed(1) ?? '',
      percentile(result.latencies, 0.5),
      percentile(result.latencies, 0.99),
      result.peakBytes ? Math.round(result.peakBytes / 2 ** 20) : '',
    ];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
}

function percentile(values: number[] | undefined, share: number): string {
  if (!values || values.length === 0) return '';
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}
