import { EVENTS } from '@throughline/format';
import type { Page } from 'playwright-core';
import { EventType, IncrementalSource } from 'rrweb';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../../testing/fixture.ts';
import { inReplay, played } from '../../testing/player.ts';

const fixture = useFixture();

/** Bytes of replay that the storm may cost; recorded one by one it takes 20 million. */
const MOST_BYTES = 4_000_000;

const mutations = () =>
  fixture.sink
    .replay()
    .filter(
      ({ type, data }) =>
        type === EventType.IncrementalSnapshot &&
        (data as { source: IncrementalSource }).source === IncrementalSource.Mutation,
    );

/** Waits for something to have arrived. */
const until = (page: Page, arrived: () => boolean) =>
  expect
    .poll(
      async () => {
        await flush(page);
        return arrived();
      },
      { timeout: 50_000 },
    )
    .toBe(true);

it('ends a storm of 100,000 nodes with the page as it is, marks it, and sends few bytes of it', async () => {
  const { sink } = fixture;
  const page = await fixture.open('<h1>Table</h1><table id="table"></table>');
  await page.evaluate(async () => {
    const table = document.querySelector('#table') as HTMLElement;
    for (let frame = 0; frame <= 10; frame++) {
      await new Promise(requestAnimationFrame);
      const rows = Array.from({ length: frame < 10 ? 2_500 : 50 }, (_, row) => {
        const element = document.createElement('tr');
        for (let cell = 0; cell < 4; cell++)
          element.append(
            Object.assign(document.createElement('td'), { textContent: `${frame}-${row}-${cell}` }),
          );
        return element;
      });
      table.replaceChildren(...rows);
    }
    table.setAttribute('class', 'done');
  });
  // What the page became and what is said of it may come in segments of their own, in any order.
  await until(page, () => sink.logs(EVENTS.mutationStorm).length > 0 && sink.text().includes('10-49-3'));
  // A slow machine may find calm between two of its frames, and tell of more than one storm.
  for (const { body } of sink.logs(EVENTS.mutationStorm))
    expect(body?.stringValue).toMatch(/^\d{5,} changes of the page within/);
  const player = await played(fixture.browser, sink.replay());
  expect(await inReplay(player, 'page.querySelector("#table").outerHTML')).toBe(
    await page.evaluate(() => document.querySelector('#table')?.outerHTML),
  );
  await player.close();
  expect(sink.text().length).toBeLessThan(MOST_BYTES);
});

it('records one by one again what changes after a storm, and a quiet page always', async () => {
  const { sink } = fixture;
  const page = await fixture.open('<ul></ul>');
  const add = (count: number) =>
    page.evaluate((items) => {
      for (let item = 0; item < items; item++)
        document.querySelector('ul')?.append(document.createElement('li'));
    }, count);
  await add(500);
  await flush(page);
  expect(mutations()).toHaveLength(1);
  await add(10_001);
  await until(page, () => sink.logs(EVENTS.mutationStorm).length > 0);
  expect(mutations()).toHaveLength(1);
  await page.evaluate(() => document.querySelector('ul')?.setAttribute('class', 'calm'));
  await flush(page);
  expect(mutations()).toHaveLength(2);
  const player = await played(fixture.browser, sink.replay());
  expect(await inReplay(player, '[page.querySelectorAll(".calm > li").length]')).toEqual([10_501]);
  await player.close();
});

it('shows what became of the page when it is hidden in the middle of a storm', async () => {
  const { sink } = fixture;
  const page = await fixture.open('<ul></ul>');
  await page.evaluate(() => {
    const items = Array.from({ length: 10_001 }, () => document.createElement('li'));
    document.querySelector('ul')?.append(...items);
    document.querySelector('ul')?.setAttribute('class', 'last');
  });
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await flush(page);
  await sink.until(() => sink.text().includes('"last"'));
});

/** Changes the page without end, faster than is recorded one by one, on a slow machine too; the list's class says how far it is. */
const storm = () => {
  const list = document.querySelector('ul') as HTMLElement;
  let round = 0;
  const change = () => {
    list.replaceChildren(...Array.from({ length: 3_000 }, () => document.createElement('li')));
    list.setAttribute('class', `round-${++round}`);
    setTimeout(change, 5);
  };
  change();
};

it('answers a flush in the middle of a storm that goes on', async () => {
  const { sink } = fixture;
  const page = await fixture.open('<ul></ul>');
  await page.evaluate(storm);
  await page.waitForFunction(() => Number(document.querySelector('ul')?.className.slice(6)) > 8);
  for (let again = 0; again < 3; again++) {
    await page.evaluate((name) => window.throughline.track(name), `flushed ${again}`);
    await flush(page);
    expect(sink.logs(`flushed ${again}`)).toHaveLength(1);
  }
  expect(fixture.pageErrors).toEqual([]);
});

it('ends in the middle of a storm with the page as it was then, and records nothing of what follows', async () => {
  const { sink } = fixture;
  const page = await fixture.open('<ul></ul>');
  await page.evaluate(storm);
  await page.waitForFunction(() => Number(document.querySelector('ul')?.className.slice(6)) > 8);
  const last = await page.evaluate(async () => {
    const before = document.querySelector('ul')?.className;
    const flushed = window.throughline.flush();
    window.throughline.stop();
    await flushed;
    return before;
  });
  await sink.until(() => sink.text().includes(`"${last}"`));
  const player = await played(fixture.browser, sink.replay());
  expect(await inReplay(player, '[page.querySelector("ul").className]')).toEqual([last]);
  await player.close();
  const arrived = sink.segments.length;
  await page.waitForFunction((round) => document.querySelector('ul')?.className !== round, last);
  await flush(page);
  expect(sink.segments).toHaveLength(arrived);
  expect(fixture.pageErrors).toEqual([]);
});

it('takes a checkpoint when a mark is set or taken away, so that a replay shows no longer what it must not', async () => {
  const { sink } = fixture;
  const page = await fixture.open('<p id="name">Ada</p><p id="role" data-throughline-mask>Countess</p>');
  await flush(page);
  await page.evaluate(() => {
    document.querySelector('#name')?.setAttribute('data-throughline-mask', '');
    document.querySelector('#role')?.removeAttribute('data-throughline-mask');
  });
  await until(page, () => sink.segments.filter(({ header }) => header.checkpoint).length > 1);
  const player = await played(fixture.browser, sink.replay());
  expect(await inReplay(player, '[...page.querySelectorAll("p")].map((p) => p.textContent)')).toEqual([
    '***',
    'Countess',
  ]);
  await player.close();
  expect(sink.logs(EVENTS.mutationStorm)).toEqual([]);
});
