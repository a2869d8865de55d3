import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { installed } from '../browser/peers.ts';
import { type Figures, writeResults } from '../results.ts';
import { table } from '../table.ts';
import { buildPage } from './buildPage.ts';
import { buildStage } from './buildStage.ts';
import { compare, type Likeness } from './compare.ts';
import { live } from './live.ts';
import type { RecordedPage } from './pages/page.ts';
import { PAGES } from './pages/pages.ts';
import { pixelsAlike } from './pixels.ts';
import { startRecordingSink } from './recordingSink.ts';
import { replay } from './replay.ts';
import { startSite } from './site.ts';

/** What was found of one page, with or without network: the mean over its moments. */
interface Found extends Likeness {
  page: string;
  online: boolean;
  pixels: number;
}

const MEASURES = ['nodes', 'boxes', 'styles', 'texts', 'pixels'] as const;
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: PAGES.map(({ name }) => name).join() },
    pictures: { type: 'string' },
    explain: { type: 'boolean', default: false },
  },
});
const chosen = values.pages.split(',').map((name) => {
  const page = PAGES.find((one) => one.name === name);
  if (!page) throw new Error(`no page ${name}; there are ${PAGES.map((one) => one.name)}`);
  return page;
});
const folder = installed('fidelity-pages', Object.assign({}, ...PAGES.map(({ packages }) => packages)));
const stage = await buildStage();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ARGUMENTS,
});
const found: Found[] = [];
for (const page of chosen)
  await measure(browser, page).catch((error) => console.error(`${page.name} failed: ${error}`));
await browser.close();
print();

async function measure(browser: Browser, page: RecordedPage): Promise<void> {
  await buildPage(page.name, folder);
  const sink = await startRecordingSink();
  const site = await startSite(page, folder, sink.url);
  try {
    const moments = await live(browser, site.url, page, (what) => console.error(`${page.name}, ${what}`));
    const events = sink.events();
    for (const online of [true, false]) {
      const replayed = await replay(browser, stage, events, moments, online);
      const decoder = await browser.newPage();
      const each = await Promise.all(
        moments.map(async (moment, index) => {
          const shown = replayed[index];
          if (!shown) throw new Error('a moment was not replayed');
          const { worst, ...likeness } = compare(moment.drawn, shown.drawn);
          const pixels = await pixelsAlike(decoder, moment.picture, shown.picture);
          const name = `${page.name}-${moment.after}-${online ? 'online' : 'offline'}`;
          if (values.pictures) keepPictures(values.pictures, name, moment.picture, shown.picture);
          if (values.explain) console.error([name, ...worst.slice(0, 12)].join('\n  '));
          return { ...likeness, pixels };
        }),
      );
      await decoder.close();
      const mean = (name: (typeof MEASURES)[number]) =>
        each.reduce((sum, one) => sum + one[name], 0) / each.length;
      const [nodes, boxes, styles, texts, pixels] = MEASURES.map(mean) as [
        number,
        number,
        number,
        number,
        number,
      ];
      found.push({ page: page.name, online, nodes, boxes, styles, texts, pixels });
      console.error(
        `${page.name} ${online ? 'online' : 'offline'}: boxes ${percent(boxes)}, pixels ${percent(pixels)}`,
      );
    }
  } finally {
    site.close();
    sink.close();
  }
}

function keepPictures(folder: string, name: string, one: Buffer, other: Buffer): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}-live.png`), one);
  writeFileSync(join(folder, `${name}-replay.png`), other);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function print(): void {
  for (const online of [true, false]) {
    const rows = found.filter((one) => one.online === online);
    if (rows.length === 0) continue;
    console.log(`### ${online ? 'Online' : 'With all network blocked'}\n`);
    console.log(
      table(
        ['page', ...MEASURES],
        [
          ...rows.map((row) => [row.page, ...MEASURES.map((name) => percent(row[name]))]),
          ['p50', ...MEASURES.map((name) => percent(middle(rows.map((row) => row[name]))))],
          ['worst', ...MEASURES.map((name) => worstOf(rows, name))],
        ],
      ),
    );
  }
  if (chosen.length === PAGES.length) void writeResults('fidelity', figures());
}

function worstOf(rows: readonly Found[], name: (typeof MEASURES)[number]): string {
  const worst = rows.reduce((least, row) => (row[name] < least[name] ? row : least));
  return `${percent(worst[name])} (${worst.page})`;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function figures(): Figures {
  return Object.fromEntries(
    found.flatMap((row) =>
      MEASURES.map((name) => [
        `${row.page}.${row.online ? 'online' : 'offline'}.${name}Share`,
        Math.round(row[name] * 10_000) / 10_000,
      ]),
    ),
  );
}
