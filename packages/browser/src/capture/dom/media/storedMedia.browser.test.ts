import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { eventWithTime } from 'rrweb';
import { afterEach, expect, it } from 'vitest';
import { flush, useFixture } from '../../../testing/fixture.ts';
import { type Player, played } from '../../../testing/player.ts';
import type { Answer } from '../../../testing/server.ts';

const fixture = useFixture();
let player: Player | undefined;
afterEach(async () => {
  await player?.close();
  player = undefined;
});

/** A font that the machine has, as Chromium needs one too; the common ones for programs are not too large. */
const FONT = execFileSync('fc-match', ['-f', '%{file}', 'monospace']).toString();

const picture = (color: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="${color}"/></svg>`;
const answer =
  (type: string, body: string | Buffer): Answer =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' }).end(body);

const PAGE = `
  <style>@font-face { font-family: Shop; src: url(/api/shop.ttf) } h1 { font: 40px Shop }</style>
  <h1>Checkout</h1>
  <img id="plain" src="/api/plain.svg">
  <picture><source srcset="/api/chosen.svg"><img id="chosen" src="/api/other.svg"></picture>
  <img id="page" src="/api/page.html"><img id="secret" class="private" src="/api/secret.svg">`;

async function openShop(options = {}) {
  const { answers } = fixture.site;
  answers.set('/api/shop.ttf', answer('application/octet-stream', await readFile(FONT)));
  for (const name of ['plain', 'chosen', 'other', 'late', 'secret'])
    answers.set(`/api/${name}.svg`, answer('image/svg+xml', picture(name === 'late' ? 'blue' : 'red')));
  answers.set('/api/page.html', answer('text/html', '<p>no picture</p>'));
  const page = await fixture.open(PAGE, { maskSelectors: ['.private'], privacy: 'strict', ...options });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}

/** The recording with what it refers to in it, as the app plays it. */
const resolved = () =>
  JSON.parse(
    JSON.stringify(fixture.sink.replay()).replace(/"throughline:asset\/(\w+)"/g, (_, hash: string) =>
      JSON.stringify(fixture.sink.assets.get(hash)),
    ),
  ) as eventWithTime[];

const texts = () => [...fixture.sink.assets.values()];

it('stores what pictures show and the fonts in use, for a replay that has nothing else', async () => {
  const page = await openShop({ storeImages: true, storeFonts: true, privacy: 'inputs' });
  await page.evaluate(() => {
    const late = Object.assign(new Image(), { id: 'late', src: '/api/late.svg' });
    document.body.append(late);
  });
  await expect
    .poll(async () => {
      await flush(page);
      return texts().length;
    })
    .toBe(3);
  // What refers to a picture may come after the picture.
  await flush(page);
  expect(texts().filter((text) => text.startsWith('data:image/svg+xml')).length).toBe(2);
  expect(texts().find((text) => text.startsWith('@font-face'))).toContain('font-family:Shop');
  // No picture is asked for as a request of the page.
  expect(fixture.sink.spans().filter(({ name }) => name.startsWith('GET'))).toEqual([]);

  player = await played(fixture.browser, resolved());
  const shown = await player.evaluate(async () => {
    const inside = window.replayer.iframe.contentDocument as Document;
    await inside.fonts.ready;
    const sources = [...inside.images].map(({ id, currentSrc, src }) => [
      id,
      (currentSrc || src).slice(0, 18),
    ]);
    return { sources, fonts: [...inside.fonts].map(({ family, status }) => `${family} ${status}`) };
  });
  expect(shown.sources).toEqual(
    expect.arrayContaining([
      ['plain', 'data:image/svg+xml'],
      ['chosen', 'data:image/svg+xml'],
      ['late', 'data:image/svg+xml'],
    ]),
  );
  expect(shown.fonts).toContain('Shop loaded');
});

it('stores nothing that is no picture, that may not be seen, or that nobody asked for', async () => {
  const page = await openShop({ storeImages: true, blockSelectors: ['#plain', 'picture'] });
  await flush(page);
  expect(texts()).toEqual([]);
  const other = await openShop();
  await flush(other);
  expect(texts()).toEqual([]);
});
