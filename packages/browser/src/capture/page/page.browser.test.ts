import { EVENTS } from '@throughline/format';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../../testing/fixture.ts';
import { plain } from '../../testing/sink.ts';

const fixture = useFixture();

const INTERNAL = 1;
const logs = (eventName: string) =>
  fixture.sink.logs(eventName).map(
    ({ body, attributes }): Record<string, unknown> => ({
      body: body?.stringValue,
      ...plain(attributes),
    }),
  );
const told = async (page: Page, eventName: string) => {
  await flush(page);
  return logs(eventName);
};
/** Opens a page and waits until it is recorded. */
async function open(body: string, options = {}): Promise<Page> {
  const page = await fixture.open(body, { performance: true, ...options });
  await flush(page);
  return page;
}

it('tells what could not be loaded, without the query of its address', async () => {
  const page = await open('<p>x</p>');
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="/missing.png?token=secret">');
  });
  await expect.poll(async () => (await told(page, EVENTS.resourceError)).length).toBe(1);
  expect(logs(EVENTS.resourceError)[0]).toMatchObject({
    body: `img could not be loaded: ${fixture.site.origin}/missing.png`,
    'url.full': `${fixture.site.origin}/missing.png`,
  });
  expect(fixture.sink.logs(EVENTS.exception)).toEqual([]);
});

it('tells what the Content Security Policy forbids', async () => {
  const page = await open('<p>x</p>');
  await page.evaluate(() => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "img-src 'none'";
    document.head.append(policy);
    document.body.insertAdjacentHTML('beforeend', '<img src="/a.png?token=secret">');
  });
  await expect.poll(async () => (await told(page, EVENTS.cspViolation)).length).toBe(1);
  expect(logs(EVENTS.cspViolation)[0]).toMatchObject({
    body: `img-src forbids ${fixture.site.origin}/a.png`,
    'throughline.csp.directive': 'img-src',
    'throughline.csp.disposition': 'enforce',
  });
});

const DEAD = '<button id="dead">Dead</button>';
const ALIVE = `
  <button id="dom" onclick="this.append('!')">DOM</button>
  <button id="asks" onclick="fetch('/api/status/200')">Ask</button>
  <a id="out" href="/elsewhere" target="_blank" onclick="event.preventDefault()">Out</a>
  <button id="off" disabled>Off</button>
  <p id="text">text</p>`;

it('tells of a click that leads to nothing, and of no other', async () => {
  await fixture.context.clock.install();
  const page = await open(DEAD + ALIVE);
  for (const id of ['dom', 'asks', 'out', 'text']) {
    await page.click(`#${id}`);
    await page.clock.runFor(3_000);
  }
  await page.click('#off', { force: true });
  await page.clock.runFor(3_000);
  expect(await told(page, EVENTS.deadClick)).toEqual([]);
  await page.click('#dead');
  await page.click('#text');
  await page.click('#dead');
  await page.clock.runFor(3_000);
  expect(await told(page, EVENTS.deadClick)).toMatchObject([
    { body: 'click button "Dead" led to nothing', 'throughline.element.name': 'button "Dead"' },
  ]);
});

it('tells of a click that an error came of, once', async () => {
  const page = await open(`
    <button id="throws" onclick="setTimeout(() => { null.x }); setTimeout(() => { null.y })">Throw</button>
    <button id="fails" onclick="fetch('/api/status/500')">Fail</button>
    <button id="works" onclick="fetch('/api/status/200')">Work</button>
    <button id="rejects" onclick="Promise.reject(new Error('no'))">Reject</button>`);
  for (const id of ['throws', 'works', 'fails', 'rejects']) {
    await page.click(`#${id}`);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  }
  await expect
    .poll(async () => (await told(page, EVENTS.errorClick)).map(({ body }) => body))
    .toEqual(['Throw', 'Fail', 'Reject'].map((name) => `click button "${name}" led to an error`));
});

it('tells which fields were changed, and never to what', async () => {
  const page = await open(`<form><label>Name <input name="name"></label>
    <label>Plan <select name="plan"><option>Free</option><option>Dear</option></select></label>
    <input data-throughline-ignore name="nobody"></form>`);
  await page.fill('[name="name"]', 'Ada Lovelace');
  await page.focus('select');
  await page.keyboard.press('D');
  await page.fill('[name="nobody"]', 'ignored');
  await page.mouse.click(900, 600);
  const changes = await told(page, EVENTS.input);
  expect(changes.map((log) => [log['throughline.input.phase'], log.body])).toEqual([
    ['first', expect.stringMatching(/^type in .*Name/)],
    ['last', expect.stringMatching(/^change .*Name/)],
    ['last', expect.stringMatching(/^change .*Plan/)],
  ]);
  expect(JSON.stringify(changes)).not.toMatch(/Ada|Dear|nobody/);
});

it('tells when a person begins to type and when they leave the field, however much is typed', async () => {
  const page =
    await open(`<textarea aria-label="Essay"></textarea><div contenteditable aria-label="Note"></div>
    <label><input type="checkbox">Box</label>`);
  await page.focus('textarea');
  await page.keyboard.type('many words, one after another');
  expect((await told(page, EVENTS.input)).map(({ body }) => body)).toEqual(['type in textbox "Essay"']);
  await page.focus('[contenteditable]');
  await page.keyboard.type('more words');
  await page.check('input');
  expect(
    (await told(page, EVENTS.input)).slice(1).map((log) => [log['throughline.input.phase'], log.body]),
  ).toEqual([
    ['last', 'change textbox "Essay"'],
    ['first', 'type in div'],
    ['last', 'change div'],
    ['last', 'change checkbox "Box"'],
  ]);
});

it('tells of a form that is gone, or whose page is, before it was submitted', async () => {
  const form = (id: string) => `<form id="${id}"><input aria-label="${id}"></form>`;
  const page = await open(form('removed') + form('routed') + form('kept') + form('fetched'));
  await page.fill('[aria-label="removed"]', 'x');
  await page.evaluate(() => document.querySelector('#removed')?.remove());
  await expect.poll(async () => (await told(page, EVENTS.abandonment)).length).toBe(1);
  await page.fill('[aria-label="fetched"]', 'x');
  await page.focus('[aria-label="routed"]');
  await page.evaluate(() => new FormData(document.querySelector('#fetched') as HTMLFormElement));
  await page.fill('[aria-label="routed"]', 'x');
  await page.evaluate(() => history.pushState(null, '', '/basket'));
  await expect
    .poll(async () => (await told(page, EVENTS.abandonment)).map(({ body }) => body))
    .toEqual(['form left after textbox "removed"', 'form left after textbox "routed"']);
});

it('tells of dialogs, and never what was answered', async () => {
  const page = await open(
    '<dialog aria-label="Sure?"><form method="dialog"><button>Yes</button></form></dialog>',
  );
  await page.evaluate(() => {
    document.querySelector('dialog')?.showModal();
    document.querySelector('dialog')?.addEventListener('close', () => prompt('Why?', 'because'));
  });
  page.on('dialog', (dialog) => void dialog.accept('no reason'));
  await page.click('dialog button');
  await expect
    .poll(async () => (await told(page, EVENTS.dialog)).map(({ body }) => body).sort())
    .toEqual(['accept prompt "Why?"', 'close dialog "Sure?"', 'open dialog "Sure?"']);
  expect(fixture.sink.text()).not.toMatch(/because|no reason/);
});

it('tells what the console is asked for beside lines, and loads what that takes with the first', async () => {
  const loaded: string[] = [];
  fixture.context.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  const page = await open('<p>x</p>');
  expect(loaded).not.toContain('/throughline-calls.js');
  await page.evaluate(() => {
    const rows = [{ id: 7, password: 'hunter2' }];
    console.table(rows);
    rows.length = 0;
    console.assert(rows.length === 0, 'empty');
    console.assert(false);
    console.countReset();
    console.count();
    console.timeLog('never begun');
    for (let call = 0; call < 1_000; call++) console.dir(call);
  });
  const lines = async () => (await told(page, EVENTS.console)).map(({ body }) => body);
  await expect.poll(async () => (await lines()).length).toBeGreaterThan(400);
  expect((await lines()).slice(0, 4)).toEqual([
    '[{id: 7, password: [redacted]}]',
    'Assertion failed',
    'default: 1',
    '0',
  ]);
  expect((await lines()).length).toBeLessThanOrEqual(500);
  expect(loaded).toContain('/throughline-calls.js');
});

it('leaves what it listens at as it was, and gives it back', async () => {
  const page = await open('<iframe></iframe>');
  page.on('dialog', (dialog) => void dialog.accept('an answer'));
  const seen = await page.evaluate(() => {
    const untouched = document.querySelector('iframe')?.contentWindow as Window & typeof globalThis;
    const look = ({
      console,
      ...rest
    }: {
      console: Console;
      alert: unknown;
      confirm: unknown;
      prompt: unknown;
    }) =>
      [...Object.entries(console), ...Object.entries(rest)].map(([name, value]) => [
        name,
        value.name,
        value.length,
        String(value),
      ]);
    const of = ({ console, alert, confirm, prompt }: typeof globalThis) => ({
      console,
      alert,
      confirm,
      prompt,
    });
    const natives = () =>
      [console.table, console.time, alert, prompt].map((method) => Function.prototype.toString.call(method));
    const [wrapped, given] = [natives(), [alert('a'), confirm('b'), prompt('c')]];
    const [ours, theirs] = [look(of(window as never)), look(of(untouched))];
    window.throughline.stop();
    return { ours, theirs, given, wrapped, restored: natives() };
  });
  expect(seen.ours).toEqual(seen.theirs);
  expect(seen.given).toEqual([undefined, true, 'an answer']);
  expect(seen.wrapped.join()).not.toContain('alert');
  expect(seen.restored).toEqual(
    ['table', 'time', 'alert', 'prompt'].map((name) => `function ${name}() { [native code] }`),
  );
});

it('tells again what the page runs on when that has changed', async () => {
  await fixture.context.clock.install();
  const page = await open('<p>x</p>');
  const uses = async (mebibytes: number) =>
    page.evaluate(
      (bytes) => {
        Object.defineProperty(performance, 'memory', {
          value: { usedJSHeapSize: bytes },
          configurable: true,
        });
      },
      mebibytes * 1024 * 1024,
    );
  const changed = () =>
    page.evaluate(() => {
      const { connection } = navigator as unknown as { connection: EventTarget };
      connection.dispatchEvent(new Event('change'));
    });
  const used = async () => (await told(page, EVENTS.device)).map((log) => log['throughline.memory.used']);
  await changed();
  expect(await used()).toHaveLength(1);
  await uses(700);
  await changed();
  await changed();
  expect((await used()).slice(1)).toEqual([700]);
  await uses(800);
  await page.clock.runFor(61_000);
  await expect.poll(used).toContain(800);
});

it('tells a form that was submitted from one that was left', async () => {
  const form = (id: string) =>
    `<form id="${id}" aria-label="${id}" onsubmit="event.preventDefault()"><input name="${id}"><button>Send</button></form>`;
  const page = await open(form('sent') + form('left') + form('untouched'));
  await page.fill('[name="sent"]', 'x');
  await page.click('#sent button');
  await page.fill('[name="left"]', 'x');
  await page.mouse.click(900, 600);
  await page.evaluate(() => {
    for (const hidden of [true, false]) {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      Object.defineProperty(document, 'visibilityState', {
        value: hidden ? 'hidden' : 'visible',
        configurable: true,
      });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }
  });
  expect(await told(page, EVENTS.abandonment)).toEqual([]);
  await page.goto(fixture.site.page('/elsewhere', '<p>y</p>'));
  await fixture.sink.until(() => logs(EVENTS.abandonment).length === 1);
  expect(logs(EVENTS.submit)).toHaveLength(1);
  expect(logs(EVENTS.abandonment)[0]?.body).toMatch(/^form left after /);
});

it('tells that something was copied and pasted, and where, not what', async () => {
  const page = await open('<p id="text">confidential</p><input aria-label="Search">');
  await page.click('#text', { clickCount: 3 });
  await page.keyboard.press('Control+C');
  await page.focus('input');
  await page.keyboard.press('Control+V');
  await expect
    .poll(async () => (await told(page, EVENTS.clipboard)).map((log) => log['throughline.clipboard.action']))
    .toEqual(['copy', 'paste']);
  expect(logs(EVENTS.clipboard)[1]?.body).toContain('Search');
});

it('tells how far down a person has looked, at each quarter once', async () => {
  const page = await open('<div style="height: 4000px">long</div>');
  for (const top of [1200, 900, 4000]) {
    await page.evaluate((y) => scrollTo(0, y), top);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  }
  await expect
    .poll(async () => (await told(page, EVENTS.scrollDepth)).map((log) => log['throughline.scroll.depth']))
    .toEqual([25, 100]);
});

it('tells when the page was hidden and shown', async () => {
  const page = await open('<p>x</p>');
  for (const state of ['hidden', 'visible'])
    await page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  expect((await told(page, EVENTS.visibility)).map(({ body }) => body)).toEqual([
    'page hidden',
    'page visible',
  ]);
});

it('tells Web Vitals, the load of the page with its phases, and what it runs on', async () => {
  const page = await open(
    '<meta name="traceparent" content="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"><h1>x</h1>',
  );
  await page.click('h1');
  await page.goto(fixture.site.page('/elsewhere', '<p>y</p>'));
  await fixture.sink.until(() =>
    // What shifts is told as the page goes away, and not before.
    ['fcp', 'ttfb', 'lcp', 'cls'].every((name) =>
      logs(EVENTS.webVital).some((log) => log['browser.web_vital.name'] === name),
    ),
  );
  expect(logs(EVENTS.webVital)[0]).toMatchObject({ 'browser.web_vital.rating': expect.any(String) });
  expect(logs(EVENTS.webVital).find((log) => log['browser.web_vital.name'] === 'lcp')).toMatchObject({
    'throughline.element.name': 'h1 "x"',
    'throughline.element.selector': expect.stringContaining('h1'),
  });
  const load = fixture.sink.spans().find(({ name, kind }) => name === 'documentLoad' && kind === INTERNAL);
  expect(load).toMatchObject({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: 'b7ad6b7169203331',
  });
  expect(plain(load?.attributes)).toMatchObject({
    'throughline.load.type': 'navigate',
    'http.response.status_code': 200,
    'http.response.body.size': expect.any(Number),
    'http.response.size': expect.any(Number),
    'throughline.load.responseEnd': expect.any(Number),
    'throughline.load.loadEventEnd': expect.any(Number),
  });
  expect(logs(EVENTS.device)[0]).toMatchObject({ 'throughline.screen.width': 1280 });
});

it('tells of times in which the page could not react', async () => {
  const page = await open(
    '<button onclick="const end = performance.now() + 200; while (performance.now() < end);">Hang</button>',
  );
  await page.click('button');
  await expect
    .poll(async () =>
      Math.max(
        ...(await told(page, EVENTS.longTask)).map((log) => Number(log['throughline.long_task.duration'])),
      ),
    )
    .toBeGreaterThanOrEqual(200);
});

it('records flags and states that the application tells, without secrets', async () => {
  const page = await open('<p>x</p>');
  await page.evaluate(() => {
    window.throughline.flag('new-checkout', true);
    window.throughline.logState('cart', 'cart/add', { items: [{ id: 7 }], password: 'hunter2' });
  });
  expect(await told(page, EVENTS.featureFlag)).toMatchObject([
    { 'feature_flag.key': 'new-checkout', 'feature_flag.result.value': true },
  ]);
  const [state] = logs(EVENTS.state);
  expect(state).toMatchObject({ 'throughline.state.name': 'cart', 'throughline.state.action': 'cart/add' });
  expect(String(state?.body)).toContain('items');
  expect(String(state?.body)).not.toContain('hunter2');
});
