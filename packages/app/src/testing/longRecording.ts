import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { FixtureSegment } from './fixture.ts';

/** What a person does on a page again and again: after each round the page is as it was before. */
export interface RecordedRound {
  /** rrweb's events of the page as it is before each round: its size, and a full snapshot. */
  checkpoint: RecordedEvent[];
  /** Those of one round; times in milliseconds from its start. */
  events: RecordedEvent[];
  /** How long a round is, milliseconds. */
  length: number;
}

interface RecordedEvent {
  type: number;
  timestamp: number;
  data: unknown;
}

/** How long the person reads between two rounds, milliseconds. */
const READS_FOR_MS = 3_000;

/** As the browser SDK does, milliseconds. */
const CHECKPOINT_EVERY_MS = 5 * 60_000;
const SEGMENT_MS = 5_000;

const RRWEB = join(
  dirname(createRequire(import.meta.url).resolve('rrweb/dist/style.css')),
  'rrweb.umd.min.cjs',
);

/** A page like many: some hundred elements, a list that grows and shrinks, fields, something that scrolls, styles that move. */
const DESK = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Orders</title><style>
  body { margin: 0; font: 14px/1.4 sans-serif; color: #222; background: #f4f4f6; }
  header { padding: 12px 24px; background: #23305a; color: #fff; }
  main { display: grid; grid-template-columns: 260px 1fr; gap: 16px; padding: 16px; }
  .card { padding: 10px; background: #fff; border: 1px solid #ddd; border-radius: 6px; transition: background 300ms; }
  .card:hover { background: #eef; }
  #feed { height: 420px; overflow: auto; }
  .row { display: flex; gap: 8px; padding: 6px; border-bottom: 1px solid #eee; }
  .row.is-open { background: #fff3d6; }
  input { width: 200px; padding: 6px; }
  ${Array.from({ length: 400 }, (_, index) => `.tone-${index}:hover { color: hsl(${index} 60% 40%); }`).join('\n')}
</style></head><body><header>Orders <span id="clock">0</span></header><main>
<aside><input id="find" placeholder="Find"><select id="state"><option>all</option><option>open</option></select>
  ${Array.from({ length: 60 }, (_, index) => `<p class="card tone-${index}">Customer ${index}</p>`).join('')}</aside>
<section><div class="card" id="total">Total <b>0</b></div><div id="feed">
  ${Array.from({ length: 120 }, (_, index) => `<div class="row tone-${index}"><span>Order ${1000 + index}</span><em>paid</em><small>${index} EUR</small></div>`).join('')}
</div></section></main><script>
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const feed = document.getElementById('feed');
  window.round = async () => {
    const added = [];
    for (let step = 1; step <= 12; step++) {
      const row = document.createElement('div');
      row.className = 'row';
      row.innerHTML = '<span>Order ' + (2000 + step) + '</span><em>new</em><small>' + step * 7 + ' EUR</small>';
      feed.prepend(row);
      added.push(row);
      feed.children[step + 3].classList.add('is-open');
      document.getElementById('clock').textContent = String(step);
      document.querySelector('#total b').textContent = String(step * 7);
      feed.scrollTop = step * 20;
      await pause(150);
    }
    for (const row of added) row.remove();
    for (const row of feed.querySelectorAll('.is-open')) row.classList.remove('is-open');
    document.getElementById('clock').textContent = '0';
    document.querySelector('#total b').textContent = '0';
    feed.scrollTop = 0;
    await pause(100);
  };
</script></body></html>`;

/** Records one round of work at a desk, in a real page. It takes some seconds. */
export async function recordRound(browser: Browser): Promise<RecordedRound> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 720 } });
  const page = await context.newPage();
  await page.route('https://desk.test/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: DESK }),
  );
  await page.goto('https://desk.test/');
  await page.addScriptTag({ path: RRWEB });
  await page.evaluate(
    'window.recorded = []; rrweb.record({ emit: (event) => window.recorded.push(event) });',
  );
  const running = page.evaluate('round()');
  await page.mouse.move(640, 300, { steps: 10 });
  await page.fill('#find', 'Order 2004');
  await page.selectOption('#state', 'open');
  await page.mouse.move(300, 420, { steps: 10 });
  await running;
  await page.selectOption('#state', 'all');
  await page.fill('#find', '');
  // What moves the pointer is told half a second later.
  await page.waitForTimeout(600);
  const all = await page.evaluate<RecordedEvent[]>('window.recorded');
  await context.close();
  const snapshot = all.findIndex(({ type }) => type === 2);
  const checkpoint = all.slice(snapshot - 1, snapshot + 1);
  const start = checkpoint[1]?.timestamp ?? 0;
  const events = all.slice(snapshot + 1).map((event) => ({ ...event, timestamp: event.timestamp - start }));
  const length = (events.at(-1)?.timestamp ?? 0) + READS_FOR_MS;
  return {
    checkpoint: checkpoint.map((event) => ({ ...event, timestamp: event.timestamp - start })),
    events,
    length,
  };
}

/** The segments of a tab on which the round is done for `minutes` from `from` on (Unix milliseconds). */
export function segmentsOfRounds(
  { checkpoint, events, length }: RecordedRound,
  tab: string,
  from: number,
  minutes: number,
): FixtureSegment[] {
  const segments: FixtureSegment[] = [];
  let lastCheckpoint = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < minutes * 60_000; start += length) {
    const isCheckpoint = start - lastCheckpoint >= CHECKPOINT_EVERY_MS;
    if (isCheckpoint) lastCheckpoint = start;
    for (const event of [...(isCheckpoint ? checkpoint : []), ...events]) {
      const timestamp = from + start + event.timestamp;
      let segment = segments.at(-1);
      // A page's size (type 4) and its snapshot (type 2) are never parted.
      if (!segment || (timestamp - segment.from > SEGMENT_MS && event.type !== 2)) {
        const seq = segments.length;
        segment = {
          tab,
          seq,
          from: timestamp,
          to: timestamp,
          checkpoint: false,
          events: 0,
          bytes: 0,
          data: [],
        };
        segments.push(segment);
      }
      segment.data.push({ ...event, timestamp });
      segment.to = timestamp;
      segment.events += 1;
      segment.checkpoint ||= event.type === 2;
    }
  }
  return segments;
}
