import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/**
 * The latest figures of each benchmark, for programs: `bench/results/<benchmark>.json`, committed beside RESULTS.md. A
 * benchmark writes them at its end; `sizing` computes the table of docs/user/scaling.md from them.
 */

const FOLDER = new URL('../results/', import.meta.url);

/** Figures by name. A name ends in its unit: `bytesPerSpan`, `spansPerCpuSecond`. */
export type Figures = Record<string, number>;

/** What `sizing` reads of the benchmark `ingest`. All of the whole server: acknowledged, stored and queryable. */
export interface IngestFigures extends Figures {
  /** OTLP/Protobuf. */
  spansPerCpuSecond: number;
  logsPerCpuSecond: number;
  /** Of replay as it is recorded: JSON, before compression. */
  replayBytesPerCpuSecond: number;
  peakMemoryBytes: number;
}

/** What `sizing` reads of the benchmark `storage`. Bytes on disk after merging, all columns and summaries. */
export interface StorageFigures extends Figures {
  bytesPerSpan: number;
  bytesPerLog: number;
  bytesPerReplayMinute: number;
  /** Of replay as it is recorded: JSON, before compression. */
  recordedBytesPerReplayMinute: number;
}

export interface Results<Of extends Figures = Figures> {
  benchmark: string;
  /** Day of the run, `YYYY-MM-DD`. */
  day: string;
  machine: { processor: string; cores: number; node: string };
  figures: Of;
}

/** Keeps the figures of a whole run as the latest ones of `benchmark`. */
export async function writeResults(benchmark: string, figures: Figures): Promise<void> {
  const results: Results = {
    benchmark,
    day: new Date().toISOString().slice(0, 10),
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.versions.node,
    },
    figures,
  };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(new URL(`${benchmark}.json`, FOLDER), `${JSON.stringify(results, undefined, 2)}\n`);
}

/** The latest `figures` of `benchmark`; `undefined` if it was never run. Rejects if it left one of them out. */
export async function readResults<Of extends Figures>(
  benchmark: string,
  figures: readonly (keyof Of & string)[],
): Promise<Results<Of> | undefined> {
  const text = await readFile(new URL(`${benchmark}.json`, FOLDER), 'utf8').catch(ifMissing);
  if (text === undefined) return undefined;
  const results = JSON.parse(text) as Results<Of>;
  const missing = figures.filter((name) => !Number.isFinite(results.figures[name]));
  if (missing.length > 0) throw new Error(`the benchmark ${benchmark} did not write ${missing.join(', ')}`);
  return results;
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
