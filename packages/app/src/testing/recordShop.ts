import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';

/** What was recorded: rrweb's events, and when each step of the story happened (Unix milliseconds). */
export interface ShopRecording {
  events: { type: number; timestamp: number; data: unknown }[];
  marks: Record<'added' | 'checkout' | 'returned' | 'pay' | 'failed', number>;
}

const RRWEB = join(
  dirname(createRequire(import.meta.url).resolve('rrweb/dist/style.css')),
  'rrweb.umd.min.cjs',
);

const SHOP = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Kettle &amp; Co</title><style>
  body { margin: 0; font: 16px/1.5 Georgia, serif; color: #2b2320; background: #fbf7f1; }
  header { padding: 18px 40px; background: #2b2320; color: #fbf7f1; font-size: 22px; }
  main { max-width: 860px; margin: 32px auto; padding: 0 20px; }
  .goods { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; }
  .card { padding: 18px; background: #fff; border: 1px solid #e4d9cc; border-radius: 8px; }
  .swatch { height: 130px; margin-bottom: 12px; border-radius: 6px; }
  button { padding: 10px 18px; font: inherit; color: #fff; background: #b4532a; border: 0; border-radius: 6px; }
  button:hover { background: #8f3f1d; }
  label { display: block; margin-bottom: 14px; }
  input { display: block; width: 340px; padding: 9px; font: inherit; border: 1px solid #cbbcab; border-radius: 6px; }
  .error { margin-top: 18px; padding: 12px 16px; color: #8c1d18; background: #fbe9e7; border-radius: 6px; }
  [hidden] { display: none; }
</style></head><body>
<header>Kettle &amp; Co</header>
<main id="catalogue"><h1>Kettles</h1><div class="goods">
  <div class="card"><div class="swatch" style="background:#8aa399"></div><h3>Sage, 1.2 l</h3><p>€ 64</p><button id="add">Add to cart</button></div>
  <div class="card"><div class="swatch" style="background:#c98d5e"></div><h3>Copper, 1.5 l</h3><p>€ 89</p><button>Add to cart</button></div>
  <div class="card"><div class="swatch" style="background:#5b6c8f"></div><h3>Slate, 1.0 l</h3><p>€ 58</p><button>Add to cart</button></div>
</div></main>
<main id="checkout" hidden><h1>Checkout</h1><p>Sage kettle, 1.2 l — € 64</p>
  <label>Name <input id="name"></label><label>Card number <input id="card"></label>
  <button id="pay">Pay € 64</button><div id="result"></div></main>
<script>
  const marks = {};
  const mark = (name) => { marks[name] = Date.now(); };
  document.getElementById('add').addEventListener('click', () => {
    mark('added');
    history.pushState(null, '', '/checkout');
    document.getElementById('catalogue').hidden = true;
    document.getElementById('checkout').hidden = false;
    mark('checkout');
  });
  document.getElementById('pay').addEventListener('click', () => {
    mark('pay');
    document.getElementById('result').textContent = 'One moment…';
    setTimeout(() => {
      mark('failed');
      document.getElementById('result').innerHTML = '<div class="error" role="alert">The payment failed. Nothing was charged.</div>';
    }, 900);
  });
</script></body></html>`;

/** Records a visit to a small shop: a kettle goes into the cart, and paying for it fails. It takes some seconds. */
export async function recordShop(browser: Browser): Promise<ShopRecording> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 720 } });
  const page = await context.newPage();
  await page.route('https://shop.test/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: SHOP }),
  );
  await page.goto('https://shop.test/');
  await page.addScriptTag({ path: RRWEB });
  await page.evaluate(`
    window.recorded = [];
    rrweb.record({ emit: (event) => window.recorded.push(event), maskAllInputs: true });
  `);
  await page.mouse.move(600, 420, { steps: 12 });
  await page.click('#add', { delay: 60 });
  await page.click('#name');
  await page.keyboard.type('Ada Lovelace', { delay: 40 });
  await page.click('#card');
  await page.keyboard.type('4111 1111 1111 1111', { delay: 30 });
  // Here the person goes for a coffee; see checkoutFixture.ts.
  await page.evaluate(`marks.returned = Date.now(); rrweb.record.takeFullSnapshot(true);`);
  await page.mouse.move(700, 300, { steps: 8 });
  await page.click('#pay', { delay: 60 });
  await page.waitForSelector('.error');
  await page.mouse.move(500, 560, { steps: 12 });
  const recording = await page.evaluate<ShopRecording>('({ events: window.recorded, marks })');
  await context.close();
  return paced(recording);
}

/** When each step happens, milliseconds from the beginning, whatever the machine did meanwhile: so all that follows is the same. */
export const PACE = { added: 2_600, returned: 5_500, pay: 6_200, failed: 7_150, end: 7_900 };

/**
 * The recording with each step at its time of `PACE`, and what lies between two steps moved with them: closer together if it took
 * longer, never farther apart.
 */
function paced({ events, marks }: ShopRecording): ShopRecording {
  const first = events[0]?.timestamp ?? 0;
  // A step is when the page changed: on a busy machine that is later than when its script ran.
  const changed = (mark: number) =>
    events.find(({ type, timestamp, data }) => type === 3 && timestamp >= mark && isMutation(data))
      ?.timestamp ?? mark;
  const steps = {
    added: changed(marks.added),
    returned: marks.returned,
    pay: changed(marks.pay),
    failed: changed(marks.failed),
  };
  const times = [first, steps.added, steps.returned, steps.pay, steps.failed];
  const paces = [0, PACE.added, PACE.returned, PACE.pay, PACE.failed, PACE.end];
  const last = Math.max(steps.failed + 1, events.at(-1)?.timestamp ?? 0);
  const moved = (time: number) => {
    const step = times.findLastIndex((begun) => begun <= time);
    const [begun = first, next = last] = times.slice(Math.max(step, 0));
    const [start = 0, end = 0] = paces.slice(Math.max(step, 0));
    const pace = Math.min(1, (end - start) / Math.max(1, next - begun));
    return first + Math.round(start + (time - begun) * pace);
  };
  return {
    events: events.map((event) => ({ ...event, timestamp: moved(event.timestamp) })),
    marks: {
      added: moved(steps.added),
      checkout: moved(steps.added),
      returned: moved(steps.returned),
      pay: moved(steps.pay),
      failed: moved(steps.failed),
    },
  };
}

/** rrweb's number of a mutation among its incremental snapshots. */
function isMutation(data: unknown): boolean {
  return (data as { source?: number }).source === 0;
}
