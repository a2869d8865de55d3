import { EventType, IncrementalSource } from 'rrweb';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../../testing/fixture.ts';
import { golden } from '../../testing/golden.ts';

const fixture = useFixture();

/** Names under which events hold ids of nodes. */
const IDS = new Set(['id', 'parentId', 'nextId', 'rootId']);
/** Where the pointer went and when is the browser's affair. */
const POINTER: ReadonlySet<IncrementalSource> = new Set([
  IncrementalSource.MouseMove,
  IncrementalSource.Selection,
]);

/** Events without what differs from run to run: ids count from one, the site has a name, times are gone. */
function normalised(): unknown[] {
  const ids = new Map<number, number>();
  const events = fixture.sink
    .replay()
    .filter(
      ({ type, data }) =>
        type !== EventType.IncrementalSnapshot ||
        !POINTER.has((data as { source: IncrementalSource }).source),
    )
    .map(({ type, data }) => ({
      type: EventType[type],
      ...(type === EventType.IncrementalSnapshot && {
        source: IncrementalSource[(data as { source: IncrementalSource }).source],
      }),
      data,
    }));
  const text = JSON.stringify(events).replaceAll(fixture.site.origin, 'https://shop.test');
  return JSON.parse(text, (name, value: unknown) => {
    // Letters are not as wide on every machine.
    if (name === 'x' || name === 'y') return undefined;
    if (!IDS.has(name) || typeof value !== 'number' || value < 0) return value;
    const known = ids.get(value) ?? ids.size + 1;
    ids.set(value, known);
    return known;
  }) as unknown[];
}

it('records a small page in events of this shape, whatever engine makes them', async () => {
  const page = await fixture.open(`
    <style>h1 { color: red }</style>
    <h1 class="title">Basket</h1>
    <p data-throughline-mask title="Ada">Ada <b>Lovelace</b></p>
    <div data-throughline-block style="width: 40px; height: 20px">blocked</div>
    <form action="/pay?user=7"><input id="name" value="Ada"><input type="checkbox" id="terms"></form>
    <a href="/terms?x=1">Terms</a><x-price></x-price>
    <script>
      customElements.define('x-price', class extends HTMLElement {
        constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<i>42</i>'; }
      });
    </script>`);
  await flush(page);
  await page.fill('#name', 'Grace');
  await page.check('#terms');
  await page.evaluate(() => {
    const [title, masked] = document.querySelectorAll('h1, p');
    title?.setAttribute('class', 'title late');
    if (title?.firstChild) title.firstChild.nodeValue = 'Your basket';
    masked?.append('Byron');
    document.body.append(Object.assign(document.createElement('em'), { title: 'new', textContent: 'Total' }));
    document.querySelector('a')?.remove();
    document.querySelector('x-price')?.shadowRoot?.append('€');
    document.styleSheets[0]?.insertRule('em { color: blue }');
  });
  await flush(page);
  const events = normalised();
  expect(events).toEqual(golden(new URL('./eventStream.golden.json', import.meta.url), events));
});
