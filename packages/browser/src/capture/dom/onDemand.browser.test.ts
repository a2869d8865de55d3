import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { flush, useFixture } from '../../testing/fixture.ts';
import { inReplay, type Player, played } from '../../testing/player.ts';
import { recordedPage, type Site, startSite } from '../../testing/site.ts';

const fixture = useFixture();
let player: Player | undefined;
let elsewhere: Site | undefined;
afterEach(async () => {
  await player?.close();
  await elsewhere?.close();
  player = undefined;
  elsewhere = undefined;
});

/** Waits until what has arrived holds a text, or as many as are asked for. */
const arrives = (page: Page, text: string, times = 1) =>
  expect
    .poll(async () => {
      await flush(page);
      return fixture.sink.text().split(text).length - 1;
    })
    .toBeGreaterThanOrEqual(times);

const PICTURE = 'data:image/webp;base64,';
const DRAWN = `
  <canvas id="flat" width="300" height="150"></canvas><canvas id="deep" width="40" height="40"></canvas>
  <script>
    const paint = (color) => { const context = flat.getContext('2d'); context.fillStyle = color; context.fillRect(0, 0, 300, 150); };
    paint('rgb(255, 0, 0)');
    const gl = deep.getContext('webgl');
    (function draw() { gl?.clearColor(0, 0, 1, 1); gl?.clear(gl.COLOR_BUFFER_BIT); requestAnimationFrame(draw); })();
  </script>`;

/** The colour in the middle of what a player shows of a canvas. */
const colorOf = (shown: Player, id: string) =>
  shown.evaluate(async (selector) => {
    const canvas = window.replayer.iframe.contentDocument?.querySelector(selector) as HTMLElement;
    const url = /url\("(.*)"\)/.exec(getComputedStyle(canvas).backgroundImage)?.[1];
    if (!url) return undefined;
    const image = Object.assign(new Image(), { src: url });
    await image.decode();
    const context = Object.assign(document.createElement('canvas'), { width: 9, height: 9 }).getContext('2d');
    context?.drawImage(image, 0, 0, 9, 9);
    // Lossy pictures are a little off.
    return [...(context?.getImageData(4, 4, 1, 1).data.slice(0, 3) ?? [])].map((part) =>
      Math.round(part / 32),
    );
  }, `#${id}`);

it('shows what is drawn on canvases, flat and in depth, if that is asked for, and from a checkpoint on too', async () => {
  const page = await fixture.open(DRAWN, { canvas: { picturesPerSecond: 10 } });
  await arrives(page, PICTURE, 2);
  player = await played(fixture.browser, fixture.sink.replay());
  expect(await colorOf(player, 'flat')).toEqual([8, 0, 0]);
  expect(await colorOf(player, 'deep')).toEqual([0, 0, 8]);
  await player.close();
  const before = fixture.sink.text().split(PICTURE).length - 1;
  // A mark that changes asks for a checkpoint.
  await page.evaluate("paint('rgb(0, 255, 0)'); document.body.setAttribute('data-throughline-unmask', '')");
  await expect
    .poll(async () => {
      await flush(page);
      return fixture.sink.segments.filter(({ header }) => header.checkpoint).length;
    })
    .toBe(2);
  await arrives(page, PICTURE, before + 3);
  const events = fixture.sink.replay();
  const lastCheckpoint = events.findLastIndex(({ type }) => type === 4);
  player = await played(fixture.browser, events.slice(lastCheckpoint));
  expect(await colorOf(player, 'flat')).toEqual([0, 8, 0]);
  expect(await colorOf(player, 'deep')).toEqual([0, 0, 8]);
});

it('takes no pictures unless asked for, nor of canvases that are masked, blocked, ignored or of another origin', async () => {
  elsewhere = await startSite(fixture.sdk);
  const image = `${elsewhere.origin}/image.svg`;
  elsewhere.page(
    '/image.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    {
      'content-type': 'image/svg+xml',
    },
  );
  const body = `<div data-throughline-mask>${DRAWN}</div>
    <canvas data-throughline-block id="blocked"></canvas><canvas data-throughline-ignore id="ignored"></canvas>
    <canvas id="tainted"></canvas><canvas id="shown"></canvas>
    <script>
      for (const canvas of [blocked, ignored, shown]) canvas.getContext('2d').fillRect(0, 0, 9, 9);
      const image = Object.assign(new Image(), { src: '${image}' });
      image.onload = () => tainted.getContext('2d').drawImage(image, 0, 0);
    </script>`;
  const quiet = await fixture.open(DRAWN);
  await flush(quiet);
  await quiet.close();
  const page = await fixture.open(body, { canvas: { picturesPerSecond: 10 } });
  await arrives(page, PICTURE);
  await page.evaluate("shown.getContext('2d').clearRect(0, 0, 5, 5)");
  await arrives(page, PICTURE, 2);
  await flush(page);
  player = await played(fixture.browser, fixture.sink.replay());
  const styled =
    '[...page.querySelectorAll("canvas")].filter((canvas) => canvas.style.backgroundImage).map(({ id }) => id)';
  expect((await inReplay<string[]>(player, styled)).filter((id) => id !== 'tainted')).toEqual(['shown']);
  expect(fixture.pageErrors).toEqual([]);
});

/** A page with a frame of another origin in it, each with the SDK. */
async function framed(inFrame: object, around: object): Promise<Page> {
  elsewhere = await startSite(fixture.sdk);
  const { origin } = fixture.site;
  const endpoint = fixture.sink.origin;
  const frame = elsewhere.page(
    '/pay',
    recordedPage(
      { endpoint, crossOriginIframes: [origin], ...inFrame },
      '<p>Pay here</p><p data-throughline-mask>Ada Lovelace</p><input id="card" value="4242"><ul></ul>',
    ),
  );
  return fixture.open(`<h1>Shop</h1><iframe src="${frame}"></iframe>`, {
    crossOriginIframes: [elsewhere.origin],
    ...around,
  });
}

it('records a frame of another origin with the page, masked there, if both agree', async () => {
  const page = await framed({}, {});
  await arrives(page, 'Pay here');
  await page
    .frameLocator('iframe')
    .locator('ul')
    .evaluate((list) => list.append('later'));
  await arrives(page, 'later');
  // A checkpoint of the page brings one of the frame.
  await page.evaluate(() => document.body.setAttribute('data-throughline-unmask', ''));
  await arrives(page, 'Pay here', 2);
  const text = fixture.sink.text();
  expect(text).not.toMatch(/Lovelace|4242/);
  const shown =
    '[...page.querySelector("iframe").contentDocument.querySelectorAll("p, ul")].map((element) => element.textContent)';
  for (const from of [0, fixture.sink.replay().findLastIndex(({ type }) => type === 4)]) {
    player = await played(fixture.browser, fixture.sink.replay().slice(from));
    const current = player;
    await expect.poll(() => inReplay(current, shown)).toEqual(['Pay here', '*** ********', 'later']);
    await player.close();
  }
  // The frame sends nothing of the kind by itself.
  const checkpoints = fixture.sink.segments.filter(({ header }) => header.checkpoint);
  expect(new Set(checkpoints.map(({ header }) => header.tab)).size).toBe(1);
});

it.each<[string, object, object]>([
  ['the page around does not name it', {}, { crossOriginIframes: [] }],
  ['the page in it does not name the one around', { crossOriginIframes: ['https://other.test'] }, {}],
  ['it stands in a masked element', {}, { maskSelectors: ['body'] }],
])('does not record a frame of another origin with the page if %s', async (_, inFrame, around) => {
  const page = await framed(inFrame, around);
  await page.frameLocator('iframe').locator('p').first().waitFor();
  await page
    .frames()[1]
    ?.evaluate(
      "import('/throughline-recorder.js').then(() => new Promise((resolve) => setTimeout(resolve)))",
    );
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await flush(page);
  await page.evaluate(() => document.body.append('end'));
  await flush(page);
  const tab = fixture.sink.segments.find(({ text }) => text.includes('Shop'))?.header.tab;
  const ofPage = fixture.sink.segments.filter(({ header }) => header.tab === tab);
  expect(JSON.stringify(ofPage)).not.toContain('Pay here');
});

it('heeds no message that comes from elsewhere', async () => {
  const page = await fixture.open('<iframe srcdoc="<p>x</p>"></iframe>', {
    crossOriginIframes: ['https://pay.test'],
  });
  await page.evaluate(() => {
    const node = { type: 0, id: 1, childNodes: [{ type: 3, id: 2, textContent: 'forged' }] };
    const event = { type: 2, timestamp: Date.now(), data: { node, initialOffset: { left: 0, top: 0 } } };
    window.postMessage({ throughline: 'frame.ready' }, '*');
    window.postMessage({ throughline: 'frame.recorded', events: [event] }, '*');
    window.postMessage({ type: 'rrweb', origin: location.origin, event }, '*');
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await flush(page);
  expect(fixture.sink.text()).not.toContain('forged');
});
