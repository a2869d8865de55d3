import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installed } from '../browser/peers.ts';
import { shareOf, topFunctions } from '../browser/profile.ts';
import { fromSources } from '../browser/sources.ts';
import { writeResults } from '../results.ts';
import { startChild } from './child.ts';
import {
  measureSlice,
  type Round,
  receivedSoFar,
  type Slice,
  type Surroundings,
  startService,
  warmUp,
} from './measure.ts';
import { measureOutage } from './outage.ts';
import { PEERS } from './peers.ts';
import { costs, costTable, figures, outageTable } from './tables.ts';
import { OURS, PLAIN, variants } from './variants.ts';

/** What makes a default run some five minutes long, and when it stops taking turns on a machine that is slower. */
const MOST_MINUTES = 6;
const ROUNDS = 3;
const SLICES = 6;
const REQUESTS = 500;
/** Until a request costs no less than the one before: after some 5,000 the engine throws away code that it had optimized, and begins again. */
const WARM_UP_REQUESTS = 12_000;
const OUTAGE_SECONDS = 60;
const PROFILED_FUNCTIONS = 60;
/** What watches for incidents, asks the server for them included. */
const INCIDENT_FILES = '/node/dist/incident/';

const { values } = parseArgs({
  options: {
    variants: { type: 'string', default: '' },
    rounds: { type: 'string', default: String(ROUNDS) },
    slices: { type: 'string', default: String(SLICES) },
    requests: { type: 'string', default: String(REQUESTS) },
    outage: { type: 'string', default: String(OUTAGE_SECONDS) },
    minutes: { type: 'string', default: String(MOST_MINUTES) },
    profile: { type: 'string' },
  },
});
const folder = fromSources('nodeOverhead/service');
const program = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url));
const all = variants(folder, installed('node-peers', PEERS));
const names = values.variants === '' ? all.map(({ name }) => name) : values.variants.split(',');
const chosen = names.map((name) => {
  const variant = all.find((each) => each.name === name);
  if (!variant) throw new Error(`no variant ${name}; there are ${all.map((each) => each.name)}`);
  return variant;
});
const requests = Number(values.requests);

console.log(`${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.versions.node}\n`);
const profiles = values.profile === undefined ? undefined : resolve(values.profile);
if (profiles) mkdirSync(profiles, { recursive: true });
const surroundings: Surroundings = {
  service: join(folder, 'shop.cjs'),
  stock: await startChild(program('stock')),
  receiver: await startChild(program('receiver')),
  load: await startChild(program('load')),
  profiles,
};
const outageVariants = chosen.filter(({ name }) => name === PLAIN || name === OURS);
const seconds = profiles || outageVariants.length === 0 ? 0 : Number(values.outage);
/** The services of the outage start meanwhile, too. */
const end = Date.now() + Number(values.minutes) * 60_000 - 1.2 * seconds * 1_000;
const slices: Slice[] = [];
const rounds: Round[] = [];
const programs = { receiver: program('receiver'), load: program('load') };
let startingMs = 0;
for (let round = 0; round < Number(values.rounds) && Date.now() + startingMs < end; round++)
  await measureRound(round);
const outages = seconds > 0 ? await measureOutage(outageVariants, seconds, programs, surroundings) : [];
await Promise.all(
  [surroundings.load, surroundings.receiver, surroundings.stock].map((child) => child.leave()),
);

const measured = costs(chosen, slices, rounds);
console.log(costTable(measured));
if (outages.length > 0) console.log(`The receiver away for ${seconds} s:\n\n${outageTable(outages)}`);
if (profiles) printProfiles(profiles);
// A run of a part is a trial, and does not take the place of a whole one's figures.
else if (chosen.length === all.length && outages.length > 0 && rounds.length >= 2 * all.length)
  await writeResults('node-overhead', figures(measured, outages));

/** Where the time of each process went; the profiles themselves stay for other tools. */
function printProfiles(from: string): void {
  for (const file of readdirSync(from)) {
    const profile = JSON.parse(readFileSync(join(from, file), 'utf8'));
    console.log(`\n### ${file}\n${topFunctions(profile, PROFILED_FUNCTIONS)}`);
    const share = shareOf(profile, INCIDENT_FILES);
    if (share > 0)
      console.log(`\n${(100 * share).toFixed(2)} % in incident mode's own files and what they call`);
  }
}

/** Every variant in a new process, loaded in turns. */
async function measureRound(round: number): Promise<void> {
  const begun = Date.now();
  const services = [];
  for (const variant of turned(chosen, round)) {
    const service = await startService(variant, surroundings);
    await warmUp(service, WARM_UP_REQUESTS, surroundings);
    services.push(service);
  }
  await Promise.all(services.map(({ settled }) => settled));
  startingMs = Date.now() - begun;
  const before = await receivedSoFar(surroundings);
  const own: Slice[] = [];
  for (let slice = 0; slice < Number(values.slices) && (slice === 0 || Date.now() < end); slice++)
    for (const service of turned(services, slice))
      await measureSlice(service, { round, requests }, surroundings, (done) => own.push(done));
  await Promise.all(services.map(({ settled }) => settled));
  const after = await receivedSoFar(surroundings);
  for (const service of services) {
    const { name } = service.variant;
    const ofIt = own.filter(({ variant }) => variant === name);
    const got = (of: 'spans' | 'logs' | 'bytes') => (after[name]?.[of] ?? 0) - (before[name]?.[of] ?? 0);
    rounds.push({
      variant: name,
      requests: ofIt.reduce((sum, slice) => sum + slice.requests, 0),
      received: { spans: got('spans'), logs: got('logs'), bytes: got('bytes') },
      ...(await service.ask<{ rss: number; heap: number }>('memory')),
    });
    await service.leave();
    const each = ofIt.map((slice) => (slice.microseconds / slice.requests).toFixed(0));
    console.error(`${round} ${name}: ${each.join(', ')} µs`);
  }
  slices.push(...own);
}

/** In an order that is another in each turn. */
function turned<Value>(each: readonly Value[], by: number): Value[] {
  const first = by % each.length;
  const order = [...each.slice(first), ...each.slice(0, first)];
  return by % 2 === 0 ? order : order.toReversed();
}
