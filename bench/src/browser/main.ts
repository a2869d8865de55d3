import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeResults } from '../results.ts';
import { arrived } from './arrived.ts';
import { bundleRecorder, gzipBytes } from './bundle.ts';
import { busyShare, calm } from './machine.ts';
import { startOrigin } from './origin.ts';
import { installed, PEERS } from './peers.ts';
import { topFunctions } from './profile.ts';
import { none } from './recorders/none.ts';
import type { Recorder } from './recorders/recorder.ts';
import { RECORDERS } from './recorders/recorders.ts';
import type { Run } from './run.ts';
import { startSink } from './sink.ts';
import { onDemand } from './sources.ts';
import { figures, sizeTable, workloadTable } from './tables.ts';
import { visit } from './visit.ts';
import { WORKLOADS, type Workload } from './workloads.ts';

/** What costs the time of a default run: the recorders that the goals name, on all workloads, three times. */
const DEFAULT_RECORDERS = ['throughline', 'rrweb', 'sentry', 'openreplay', 'clarity', 'posthog'];
const DEFAULT_REPETITIONS = 3;
const MOST_MINUTES = 14;
/** How long a run waits for the machine to be quiet. */
const CALM_MS = 4_000;
/** Share of the machine that others may use before a run counts as noisy. */
const NOISY = 0.3;
const PROFILED_FUNCTIONS = 30;

const { values } = parseArgs({
  options: {
    recorders: { type: 'string', default: DEFAULT_RECORDERS.join() },
    workloads: { type: 'string', default: Object.keys(WORKLOADS).join() },
    repetitions: { type: 'string', default: String(DEFAULT_REPETITIONS) },
    minutes: { type: 'string', default: String(MOST_MINUTES) },
    profile: { type: 'boolean', default: false },
    dump: { type: 'string' },
  },
});
const names = values.recorders === 'all' ? [...RECORDERS.keys()] : values.recorders.split(',');
const workloads = values.workloads.split(',').map((name) => {
  if (!Object.hasOwn(WORKLOADS, name))
    throw new Error(`no workload ${name}; there are ${Object.keys(WORKLOADS)}`);
  return name as Workload;
});
const chosen = names
  .filter((name) => name !== 'none')
  .map((name) => {
    const recorder = RECORDERS.get(name);
    if (!recorder) throw new Error(`no recorder ${name}; there are ${[...RECORDERS.keys()]}`);
    return recorder;
  });
const recorders = values.profile ? chosen : [none, ...chosen];

const peers = installed('browser-peers', PEERS);
const bundles = onDemand('browser-bundles');
const sizes = new Map<string, number>();
for (const recorder of chosen) {
  const folder = join(bundles, recorder.name);
  await bundleRecorder(recorder, peers, folder, !values.profile);
  sizes.set(recorder.name, gzipBytes(folder));
}
const sink = await startSink(peers);
const origin = await startOrigin(bundles, sink);
const ports = { origin: origin.port, sink: sink.port };
const runs: Run[] = [];
const end = Date.now() + Number(values.minutes) * 60_000;

repetitions: for (let repetition = 0; repetition < Number(values.repetitions); repetition++)
  for (const workload of workloads)
    for (const recorder of turned(recorders, repetition)) {
      if (workload === 'W4B' && !recorder.bodies) continue;
      if (Date.now() > end) break repetitions;
      await measure(recorder, workload, repetition);
    }
origin.close();
sink.close();

if (!values.profile) {
  for (const workload of workloads)
    console.log(
      workloadTable(
        runs,
        workload,
        recorders.map(({ name }) => name),
      ),
    );
  console.log(sizeTable(sizes));
  // A run of a part is a trial, and does not take the place of a whole one's figures.
  if (workloads.length === Object.keys(WORKLOADS).length && chosen.length >= DEFAULT_RECORDERS.length)
    await writeResults('browser', figures(runs, sizes));
}

async function measure(recorder: Recorder, workload: Workload, repetition: number): Promise<void> {
  const before = await calm(CALM_MS);
  try {
    const { profile, ...visited } = await visit(recorder, workload, sink, ports, values.profile);
    const noisy = before > NOISY || (await busyShare()) > NOISY;
    const { errors, ...came } = arrived(sink.received(), recorder);
    const run = { recorder: recorder.name, workload, repetition, noisy, ...visited, ...came };
    runs.push(run);
    const trouble = [...visited.errors, ...errors].slice(0, 3);
    console.error(
      `${repetition} ${workload} ${recorder.name}: ${run.mainMs.toFixed(0)} ms (load ${run.mainLoadMs.toFixed(0)}), ${run.uploadedBytes} B in ${run.requests}${noisy ? ', noisy' : ''} ${trouble}`,
    );
    if (profile)
      console.log(`\n### ${recorder.name} ${workload}\n${topFunctions(profile, PROFILED_FUNCTIONS)}`);
    if (values.dump) dump(join(values.dump, `${recorder.name}-${workload}`), recorder);
  } catch (error) {
    console.error(`${repetition} ${workload} ${recorder.name} failed: ${error}`);
  }
}

/** Keeps what was sent, in the clear, for a person to look at. */
function dump(folder: string, recorder: Recorder): void {
  mkdirSync(folder, { recursive: true });
  sink
    .received()
    .filter((one) => recorder.isReplay(one))
    .forEach((one, index) => {
      for (const part of recorder.decode(one)) writeFileSync(join(folder, `${index}.txt`), part);
    });
}

/** The recorders in an order that is another in each repetition. */
function turned<Value>(all: readonly Value[], by: number): Value[] {
  const first = by % all.length;
  const order = [...all.slice(first), ...all.slice(0, first)];
  return by % 2 === 0 ? order : order.toReversed();
}
