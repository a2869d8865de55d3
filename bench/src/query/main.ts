import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Figures, writeResults } from '../results.ts';
import type { Built } from './build.ts';
import { QUESTIONS, type Question } from './questions.ts';
import type { Samples } from './samples.ts';

/**
 * `npm run query -w bench [-- SPANS LARGER]`: builds a data set of SPANS spans (by default a million, of ten thousand sessions)
 * and one of LARGER (ten million, of a hundred thousand), asks each question of both through the real API, and prints time,
 * rows and bytes that the engine read, their ratio between the two sizes, and what reading everything would take.
 */
const sizes = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 10_000_000)] as const;
const BIN = fileURLToPath(new URL('../../../packages/server/bin/throughline.js', import.meta.url));
/** Asked before any is counted: caches of files and of code are warm, as they are in a server that runs. */
const WARM_UPS = 2;
const TOO_WIDE = 422;

interface Measured {
  p50: number;
  p95: number;
  rows: number;
  bytes: number;
  /** Answered 422: the question reached a bound. */
  refused: number;
}

const runs: { built: Built; measured: Map<Question, Measured> }[] = [];
for (const [index, spans] of sizes.entries()) runs.push(await measure(spans, index === sizes.length - 1));
print();
if (process.argv.length === 2) await writeResults('query', figures());

async function measure(spans: number, scan: boolean): Promise<(typeof runs)[number]> {
  const data = await mkdtemp(join(tmpdir(), 'throughline-bench-query-'));
  try {
    await mkdir(join(data, 'clickhouse'));
    const built = await build(spans, join(data, 'clickhouse'), scan);
    say(`${spans} spans: built in ${Math.round(built.seconds)} s: ${JSON.stringify(built.rows)}`);
    const server = await startServer(data);
    const measured = new Map<Question, Measured>();
    for (const question of QUESTIONS) measured.set(question, await ask(server.url, question, built.samples));
    const ended = once(server.process, 'exit');
    server.process.kill('SIGTERM');
    await ended;
    return { built, measured };
  } finally {
    await rm(data, { recursive: true });
  }
}

async function build(spans: number, folder: string, scan: boolean): Promise<Built> {
  const child = fork(fileURLToPath(new URL('./build.js', import.meta.url)), [
    String(spans),
    folder,
    ...(scan ? ['scan'] : []),
  ]);
  const [built] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`building the data set ended with ${code}`)),
    ),
  ])) as [Built];
  if (child.exitCode === null) await once(child, 'exit');
  return built;
}

async function startServer(data: string): Promise<{ url: string; process: ChildProcess }> {
  const flags = ['--port', '0', '--grpc-port', 'off', '--data', data, '--log-level', 'warn', '--auth', 'off'];
  const server = spawn(process.execPath, [BIN, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const match = /listens on (http:\S+?);/.exec(line);
      if (match?.[1]) resolve(match[1]);
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { url, process: server };
}

async function ask(url: string, { path, times }: Question, samples: Samples): Promise<Measured> {
  const milliseconds: number[] = [];
  const rows: number[] = [];
  const bytes: number[] = [];
  let refused = 0;
  for (let index = 0; index < WARM_UPS + times; index++) {
    const asked = path(samples, index);
    const started = performance.now();
    const response = await fetch(`${url}/api${asked}`);
    await response.arrayBuffer();
    if (!response.ok && response.status !== TOO_WIDE)
      throw new Error(`${asked} was answered ${response.status}`);
    if (index < WARM_UPS) continue;
    milliseconds.push(performance.now() - started);
    if (response.status === TOO_WIDE) refused++;
    const read = /read (\d+) rows, (\d+) bytes/.exec(response.headers.get('server-timing') ?? '');
    rows.push(Number(read?.[1]));
    bytes.push(Number(read?.[2]));
  }
  return {
    p50: percentile(milliseconds, 0.5),
    p95: percentile(milliseconds, 0.95),
    rows: percentile(rows, 0.5),
    bytes: percentile(bytes, 0.5),
    refused,
  };
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function print(): void {
  const [small, large] = runs;
  if (!small || !large) return;
  say(
    `\n${sizes.join(' and ')} spans, ${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.versions.node}; rows and MB are medians\n`,
  );
  const columns = ['p50 ms', 'p95 ms', 'rows', 'MB'];
  const head = ['question', ...columns, ...columns, 'rows ×', 'reading all: ms', 'rows', 'is × p50'];
  say(`| | ${sizes[0]} spans | | | | ${sizes[1]} spans | | | | larger ÷ smaller | ${sizes[1]} spans | | |`);
  say(`|${head.map(() => '---').join('|')}|`);
  say(`| ${head.join(' | ')} |`);
  for (const question of QUESTIONS) {
    const [few, many] = [small.measured.get(question), large.measured.get(question)];
    if (!few || !many) continue;
    const scan = large.built.scans.find((one) => one.question === question.scan);
    const cells = [few, many].flatMap(({ p50, p95, rows, bytes, refused }) => [
      `${p50.toFixed(1)}${refused > 0 ? ` (${refused} refused)` : ''}`,
      p95.toFixed(1),
      rows,
      (bytes / 1e6).toFixed(2),
    ]);
    const beside = scan
      ? [scan.milliseconds.toFixed(0), scan.rows, (scan.milliseconds / many.p50).toFixed(1)]
      : ['', '', ''];
    say(`| ${[question.name, ...cells, (many.rows / few.rows).toFixed(2), ...beside].join(' | ')} |`);
  }
}

/** Names as in the table, with the larger data set's time and the ratio of rows. */
function figures(): Figures {
  const [small, large] = runs;
  return Object.fromEntries(
    QUESTIONS.flatMap((question) => {
      const [few, many] = [small?.measured.get(question), large?.measured.get(question)];
      return few && many
        ? [
            [`${question.name}, p95Milliseconds`, many.p95],
            [`${question.name}, rowsRatio`, many.rows / few.rows],
          ]
        : [];
    }),
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
