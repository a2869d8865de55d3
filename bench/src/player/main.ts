import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { type Figures, writeResults } from '../results.ts';
import { percentile, table } from '../table.ts';
import { type Measured, measure, type Offsets, OURS, THEIRS } from './measure.ts';
import { buildPages } from './pages.ts';
import { recordSessions } from './recording.ts';

/** Lengths of the sessions, minutes; a whole run has all of them. */
const MINUTES = [5, 60, 240];

/** How often each is jumped to, by ours and by the other, which takes longer. */
const SEEKS = 60;
const MOST_OF_THE_OTHER = 20;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: MINUTES.join() },
    seeks: { type: 'string', default: String(SEEKS) },
  },
});
const lengths = values.minutes.split(',').map(Number);
const count = Number(values.seeks);
if (lengths.some((length) => !(length > 0)) || !(count > 0))
  throw new Error('--minutes takes lengths of sessions such as 5,60 and --seeks a count, all above zero');

const START = Date.UTC(2026, 0, 1);
const { ours: oursFolder, theirs: theirsFolder } = await buildPages();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});
const found: { minutes: number; events: number; ours: Measured; theirs: Measured }[] = [];
try {
  const segmentsOf = await recordSessions(browser);
  for (const minutes of lengths) {
    const segments = segmentsOf(START, minutes);
    const length = minutes * 60_000;
    console.error(`${minutes} min: ours`);
    const ours = await measure(
      browser,
      OURS,
      { folder: oursFolder, path: '/' },
      segments,
      offsets(length, count),
    );
    console.error(`${minutes} min: rrweb-player`);
    const fewer = offsets(length, Math.min(count, MOST_OF_THE_OTHER));
    const theirs = await measure(
      browser,
      THEIRS,
      { folder: theirsFolder, path: '/theirs.html' },
      segments,
      fewer,
    );
    found.push({ minutes, events: segments.reduce((sum, { events }) => sum + events, 0), ours, theirs });
  }
} finally {
  await browser.close();
}
print();
if (values.minutes === MINUTES.join() && count >= SEEKS) await writeResults('player', figures());

/** The same places in every run: half of them anywhere, half near the one before, as people look. */
function offsets(length: number, seeks: number): Offsets {
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const within = (from: number, to: number) =>
    Array.from({ length: seeks }, () => Math.round(from + random() * (to - from - 1_000)));
  return {
    warmUp: within(0, length).slice(0, 10),
    anywhere: within(0, length),
    far: within(length * 0.9, length),
  };
}

function middle(values: readonly number[]): number {
  return Number(percentile(values, 0.5));
}

function print(): void {
  const rows = found.flatMap(({ minutes, events, ours, theirs }) => {
    const row = (name: string, own: number, other: number, unit: string) => [
      `${minutes} min, ${events} events`,
      name,
      `${own.toFixed(1)} ${unit}`,
      `${other.toFixed(1)} ${unit}`,
      `${(other / own).toFixed(1)}×`,
    ];
    const seek = (share: number, of: 'seeks' | 'farSeeks') =>
      [Number(percentile(ours[of], share)), Number(percentile(theirs[of], share))] as const;
    return [
      row('first frame, median', middle(ours.firstFrames), middle(theirs.firstFrames), 'ms'),
      row('seek p50', ...seek(0.5, 'seeks'), 'ms'),
      row('seek p95', ...seek(0.95, 'seeks'), 'ms'),
      row('seek p95, last tenth', ...seek(0.95, 'farSeeks'), 'ms'),
      row('JS heap', ours.heap / 1_048_576, theirs.heap / 1_048_576, 'MiB'),
    ];
  });
  console.log(table(['session', 'measure', 'ours', 'rrweb-player', 'ratio'], rows));
  const [shortest, longest] = [found[0], found.at(-1)];
  if (shortest && longest && shortest !== longest)
    console.log(
      `Our heap at ${longest.minutes} min is ${(longest.ours.heap / shortest.ours.heap).toFixed(2)} times that at ${shortest.minutes} min.`,
    );
}

function figures(): Figures {
  return Object.fromEntries(
    found.flatMap(({ minutes, ours, theirs }) =>
      Object.entries({ ours, theirs }).flatMap(([player, of]) => {
        const name = (measure: string) => `${minutes}min.${player}.${measure}`;
        return [
          [name('firstFrameMilliseconds'), Math.round(middle(of.firstFrames))],
          [name('seekP50Milliseconds'), Number(percentile(of.seeks, 0.5))],
          [name('seekP95Milliseconds'), Number(percentile(of.seeks, 0.95))],
          [name('farSeekP95Milliseconds'), Number(percentile(of.farSeeks, 0.95))],
          [name('heapBytes'), Math.round(of.heap)],
        ];
      }),
    ),
  );
}
