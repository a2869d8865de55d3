import { EventType, type eventWithTime } from 'rrweb';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../../testing/fixture.ts';
import { inReplay, played } from '../../testing/player.ts';

const fixture = useFixture();

/** What the player's frame shows at the end, values of fields included. */
async function shown(events: eventWithTime[]): Promise<string> {
  const player = await played(fixture.browser, events);
  const html = await inReplay<string>(
    player,
    'page.body.outerHTML + "\\n" + [...page.querySelectorAll("input")].map(({ id, value }) => id + "=" + value)',
  );
  await player.close();
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
  const html = await shown(fixture.sink.replay());
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
    const html = await shown(events.slice(from));
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
