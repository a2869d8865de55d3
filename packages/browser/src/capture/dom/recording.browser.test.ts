import { createRequire } from 'node:module';
import { EventType, type eventWithTime } from 'rrweb';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../../testing/fixture.ts';

const fixture = useFixture();

/** Plays events to their end in a blank page and gives what the player's frame shows, values of fields included. */
async function played(events: eventWithTime[]): Promise<string> {
  const page = await fixture.browser.newPage();
  const player = createRequire(import.meta.url)
    .resolve('rrweb')
    .replace(/[^/]+$/, 'rrweb.umd.min.cjs');
  await page.addScriptTag({ path: player });
  const html = await page.evaluate(async (json) => {
    const events = JSON.parse(json) as eventWithTime[];
    const { rrweb } = window as unknown as { rrweb: typeof import('rrweb') };
    const replayer = new rrweb.Replayer(events);
    replayer.pause(replayer.getMetaData().totalTime + 1);
    await new Promise((resolve) => setTimeout(resolve, 0));
    const body = replayer.iframe.contentDocument?.body;
    const values = Array.from(body?.querySelectorAll('input') ?? [], ({ id, value }) => `${id}=${value}`);
    return `${body?.outerHTML}\n${values.join()}`;
  }, JSON.stringify(events));
  await page.close();
  return html;
}

it('can be played: what was added, changed and removed, with what was typed as stars', async () => {
  const page = await fixture.open(`
    <style>p { color: red }</style>
    <h1>Basket</h1><p id="gone">gone</p><input id="name"><a href="/terms?x=1">Terms</a>
    <p data-throughline-mask>Ada Lovelace</p>`);
  await page.fill('#name', 'Ada');
  await page.evaluate(() => {
    document.querySelector('#gone')?.remove();
    const total = document.createElement('p');
    total.textContent = 'Total 42';
    document.body.append(total);
  });
  await page.click('h1');
  await flush(page);
  const html = await played(fixture.sink.replay());
  expect(html).toContain('>Basket</h1>');
  expect(html).toContain('\nname=***');
  expect(html).toContain('<p>Total 42</p>');
  expect(html).toContain('*** ********');
  expect(html).toContain(`href="${fixture.site.origin}/terms"`);
  expect(html).not.toMatch(/gone|Ada/);
});

it('can be played across a reload of the tab, from either checkpoint', async () => {
  const page = await fixture.open('<p id="count">first</p>');
  await flush(page);
  fixture.site.page('/', (await page.content()).replace('first', 'second'));
  await page.reload();
  await page.evaluate(() => document.body.append('third'));
  await flush(page);
  const events = fixture.sink.segments
    .sort((one, other) => one.header.seq - other.header.seq)
    .flatMap(({ replay }) => replay);
  const checkpoints = events.flatMap(({ type }, at) => (type === EventType.Meta ? [at] : []));
  expect(checkpoints).toHaveLength(2);
  for (const from of checkpoints) {
    const html = await played(events.slice(from));
    expect(html).toContain('second');
    expect(html).toContain('third');
    expect(html).not.toContain('first');
  }
});

it('takes a checkpoint every five minutes of a page that changes', async () => {
  await fixture.context.clock.install();
  const page = await fixture.open('<p>x</p>');
  await flush(page);
  const before = fixture.sink.segments.length;
  await page.clock.fastForward('06:00');
  await page.evaluate(() => document.body.append('later'));
  await page.waitForFunction(() => document.body.textContent?.includes('later'));
  await flush(page);
  await flush(page);
  const later = fixture.sink.segments.slice(before);
  expect(later.some(({ header }) => header.checkpoint)).toBe(true);
});
