import { EventType, type eventWithTime, IncrementalSource } from 'rrweb';
import { afterEach, expect, it } from 'vitest';
import { flush, useFixture } from '../../testing/fixture.ts';
import { inReplay, type Player, played } from '../../testing/player.ts';

const fixture = useFixture();
let player: Player | undefined;
afterEach(async () => {
  await player?.close();
  player = undefined;
});

/** What the expression gives in the replay of all that was recorded; it knows the document as `page`. */
async function replayed<Value>(expression: string): Promise<Value> {
  player ??= await played(fixture.browser, fixture.sink.replay());
  return inReplay<Value>(player, expression);
}

const incremental = (source: IncrementalSource) =>
  fixture.sink
    .replay()
    .filter((event) => event.type === EventType.IncrementalSnapshot && event.data.source === source)
    .map(({ data }) => data as Record<string, unknown>);

const text = (event: eventWithTime | undefined) => JSON.stringify(event);

it('records shadow roots, in roots too, with their adopted style sheets', async () => {
  const page = await fixture.open(`
    <x-card></x-card>
    <script>
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('b { color: rgb(1, 2, 3) }');
      customElements.define('x-name', class extends HTMLElement {
        constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<b>Lamp</b>'; this.shadowRoot.adoptedStyleSheets = [sheet]; }
      });
      customElements.define('x-card', class extends HTMLElement {
        constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<x-name></x-name>'; }
      });
    </script>`);
  await page.evaluate(() => {
    const name = document.querySelector('x-card')?.shadowRoot?.querySelector('x-name')?.shadowRoot;
    name?.append('of oak');
    document.body.append(document.createElement('x-card'));
    name?.adoptedStyleSheets[0]?.insertRule('b { background: rgb(4, 5, 6) }');
  });
  await page.waitForTimeout(0);
  await flush(page);
  const names =
    '[...page.querySelectorAll("x-card")].map((card) => card.shadowRoot.querySelector("x-name").shadowRoot)';
  expect(await replayed(`${names}.map((root) => root.textContent)`)).toEqual(['Lampof oak', 'Lamp']);
  expect(
    await replayed(
      `${names}.map((root) => page.defaultView.getComputedStyle(root.querySelector("b"))).map(({ color, backgroundColor }) => [color, backgroundColor])`,
    ),
  ).toEqual([
    ['rgb(1, 2, 3)', 'rgb(4, 5, 6)'],
    ['rgb(1, 2, 3)', 'rgb(4, 5, 6)'],
  ]);
});

it('records frames of the page’s own origin, what changes in them, and frames that come later', async () => {
  fixture.site.page('/frame', '<p>in the frame</p>');
  const page = await fixture.open(
    '<iframe src="/frame"></iframe><iframe srcdoc="<p>of its own</p>"></iframe>',
  );
  await page.frameLocator('iframe').first().locator('p').waitFor();
  await page.evaluate(async () => {
    const [first] = document.querySelectorAll('iframe');
    const late = document.createElement('iframe');
    late.src = '/frame';
    const loaded = new Promise((resolve) => late.addEventListener('load', resolve));
    document.body.append(late);
    await loaded;
    first?.contentDocument?.body.append('changed');
  });
  await expect
    .poll(async () => {
      await flush(page);
      return ['of its own', 'changed', 'in the frame"'].map(
        (part) => fixture.sink.text().split(part).length - 1,
      );
    })
    .toEqual([1, 1, 2]);
  const texts =
    '[...page.querySelectorAll("iframe")].map(({ contentDocument }) => contentDocument.body?.textContent)';
  await expect.poll(() => replayed(texts)).toEqual(['in the framechanged', 'of its own', 'in the frame']);
});

it('records modal dialogs and popovers that are open, from a checkpoint on too', async () => {
  const page = await fixture.open(`
    <dialog id="dialog">Sure?</dialog>
    <div id="first" popover>First</div><div id="second" popover="manual">Second</div>
    <script>second.showPopover()</script>`);
  await page.evaluate(() => {
    document.querySelector<HTMLDialogElement>('#dialog')?.showModal();
    document.querySelector<HTMLElement>('#first')?.showPopover();
  });
  await expect
    .poll(async () => {
      await flush(page);
      return incremental(IncrementalSource.Mutation).filter((data) =>
        JSON.stringify(data).includes('z-index'),
      ).length;
    })
    .toBeGreaterThanOrEqual(2);
  const isShown = (id: string) => `page.querySelector("#${id}").checkVisibility()`;
  expect(await replayed('page.querySelector("#dialog").matches(":modal")')).toBe(true);
  expect(await replayed(`[${isShown('first')}, ${isShown('second')}]`)).toEqual([true, true]);
  await player?.close();
  player = undefined;
  await page.evaluate(() => document.querySelector<HTMLElement>('#first')?.hidePopover());
  await expect
    .poll(async () => {
      await flush(page);
      return replayed(`[${isShown('first')}, ${isShown('second')}]`).finally(async () => {
        await player?.close();
        player = undefined;
      });
    })
    .toEqual([false, true]);
});

it('records where things are scrolled to, before and after the recording began', async () => {
  const page = await fixture.open(`
    <div id="list" style="height: 100px; overflow: auto"><p style="height: 1000px">x</p></div>
    <div id="early" style="height: 100px; overflow: auto"><p style="height: 1000px">x</p></div>
    <p style="height: 3000px">y</p>
    <script>early.scrollTop = 70</script>`);
  await page.evaluate(() => {
    document.querySelector('#list')?.scrollTo(0, 120);
    window.scrollTo(0, 300);
  });
  await expect
    .poll(async () => {
      await flush(page);
      return incremental(IncrementalSource.Scroll).map(({ y }) => y);
    })
    .toEqual(expect.arrayContaining([120, 300]));
  expect(
    await replayed(
      '[page.querySelector("#list").scrollTop, page.querySelector("#early").scrollTop, page.defaultView.scrollY]',
    ),
  ).toEqual([120, 70, 300]);
});

it('records where each of several things is scrolled to, though they are scrolled at once', async () => {
  const names = ['first', 'second', 'third', 'fourth'];
  const page = await fixture.open(
    names
      .map(
        (name) =>
          `<div id="${name}" style="height: 50px; overflow: auto"><p style="height: 900px">x</p></div>`,
      )
      .join(''),
  );
  await page.evaluate((ids) => {
    for (const [index, id] of ids.entries()) document.getElementById(id)?.scrollTo(0, 10 * (index + 1));
  }, names);
  await expect
    .poll(async () => {
      await flush(page);
      return incremental(IncrementalSource.Scroll).map(({ y }) => y);
    })
    .toEqual([10, 20, 30, 40]);
});

it('records which boxes are checked, whatever the page began with', async () => {
  const page = await fixture.open(`
    <input type="checkbox" id="first" checked><input type="checkbox" id="second">
    <input type="radio" name="size" id="small" checked><input type="radio" name="size" id="large">
    <input type="checkbox" id="unchecked" checked><script>unchecked.checked = false</script>`);
  await page.uncheck('#first');
  await page.check('#second');
  await page.check('#large');
  await flush(page);
  const checked = '[...page.querySelectorAll("input")].filter(({ checked }) => checked).map(({ id }) => id)';
  expect(await replayed(checked)).toEqual(['second', 'large']);
});

it('hides which boxes are checked where they are masked', async () => {
  const page = await fixture.open(
    '<div data-throughline-mask><input type="checkbox" id="first" checked><input type="checkbox" id="second"></div>',
  );
  await page.check('#second');
  await flush(page);
  expect(await replayed('[...page.querySelectorAll("input")].map(({ checked }) => checked)')).toEqual([
    false,
    false,
  ]);
});

it('records how a film or sound is played', async () => {
  const page = await fixture.open('<audio id="audio"></audio>');
  await page.evaluate(() => {
    const audio = document.querySelector('audio') as HTMLAudioElement;
    audio.volume = 0.25;
    audio.playbackRate = 2;
    document.body.append(document.createElement('video'));
  });
  await expect
    .poll(async () => {
      await flush(page);
      return incremental(IncrementalSource.MediaInteraction).map(({ volume, playbackRate }) => [
        volume,
        playbackRate,
      ]);
    })
    .toEqual(expect.arrayContaining([[0.25, 2]]));
  const [snapshot] = fixture.sink.replay().filter(({ type }) => type === EventType.FullSnapshot);
  expect(text(snapshot)).toContain('"rr_mediaState":"paused"');
});

it('records how each of several sounds is played, though they change at once', async () => {
  const page = await fixture.open('<audio></audio>'.repeat(4));
  await page.evaluate(() => {
    [...document.querySelectorAll('audio')].forEach((audio, index) => {
      audio.volume = index / 10;
    });
  });
  await expect
    .poll(async () => {
      await flush(page);
      return incremental(IncrementalSource.MediaInteraction).map(({ volume }) => volume);
    })
    .toEqual([0, 0.1, 0.2, 0.3]);
});

it('says nothing of what happens in elements to be ignored', async () => {
  const page = await fixture.open(
    '<div class="ticker">0</div><form data-throughline-ignore><input id="field"><button type="button">x</button></form><p>y</p>',
    { ignoreSelectors: ['.ticker'] },
  );
  await flush(page);
  const before = fixture.sink.replay().length;
  await page.evaluate(() => {
    const ticker = document.querySelector('.ticker') as HTMLElement;
    ticker.append('1');
    ticker.className = 'ticker moving';
    if (ticker.firstChild) ticker.firstChild.nodeValue = '2';
  });
  await page.fill('#field', 'Ada');
  await page.click('button');
  await page.evaluate(() => document.querySelector('p')?.append('seen'));
  await flush(page);
  const later = fixture.sink.replay().slice(before);
  expect(
    later
      .filter(({ type }) => type === EventType.IncrementalSnapshot)
      .map(({ data }) => (data as { source: number }).source),
  ).not.toContain(IncrementalSource.Input);
  expect(incremental(IncrementalSource.Mutation)).toHaveLength(1);
  expect(JSON.stringify(later)).toContain('seen');
  expect(fixture.sink.logs('browser.user_action.click')).toEqual([]);
});
