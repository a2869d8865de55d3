import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { expect, it } from 'vitest';
import { flush, useFixture } from './testing/fixture.ts';
import { plain } from './testing/sink.ts';

const fixture = useFixture();

const CARD = '4242 4242 4242 4242';
const PASSWORD = 'correct-horse-battery';
const NAME = 'Adalovelace';

it('sends nothing that was typed into a field, whatever its kind', async () => {
  const { sink } = fixture;
  const page = await fixture.open(`
    <form>
      <label>Card number <input id="card" name="card"></label>
      <input id="password" type="password">
      <input id="hidden" type="hidden" value="hidden-secret">
      <input id="default" value="default-secret">
      <textarea id="note">note-secret</textarea>
      <select id="plan"><option value="a">A</option><option value="b">B</option></select>
      <div id="editor" contenteditable>x</div>
      <button type="button">Pay</button>
    </form>`);
  await page.fill('#card', CARD);
  await page.fill('#password', PASSWORD);
  await page.fill('#default', '');
  await page.fill('#note', NAME);
  await page.selectOption('#plan', 'b');
  await page.click('#editor');
  await page.keyboard.type(NAME);
  await page.evaluate(() => {
    // What frameworks and pages do with values.
    const field = document.querySelector<HTMLInputElement>('#card');
    field?.setAttribute('value', field.value);
    const password = document.querySelector<HTMLInputElement>('#password');
    if (password) password.type = 'text';
    password?.setAttribute('value', password.value);
    const late = document.createElement('input');
    late.setAttribute('value', 'late-secret');
    document.body.append(late);
  });
  await page.click('#card');
  await page.click('#password');
  await page.click('button');
  await flush(page);

  const text = sink.text();
  for (const secret of [
    CARD,
    CARD.replaceAll(' ', ''),
    PASSWORD,
    NAME,
    'hidden-secret',
    'default-secret',
    'note-secret',
    'late-secret',
  ])
    expect(text).not.toContain(secret);
  expect(text).toContain('**** **** **** ****');
  expect(
    sink.logs(EVENTS.click).map(({ attributes }) => plain(attributes)[ATTRIBUTES.elementName]),
  ).toContain('textbox "Card number"');
});

it('keeps masked and blocked elements to itself: text, attributes, shadow roots, names of what was clicked', async () => {
  const { sink } = fixture;
  const page = await fixture.open(
    `
    <p id="plain">Plain text</p>
    <p class="private" title="title-secret">text-secret</p>
    <div data-throughline-mask><button id="masked" aria-label="label-secret">button-secret</button><x-name></x-name></div>
    <div class="blocked"><button id="blocked">blocked-secret</button></div>
    <div data-throughline-block id="block-mark">mark-secret</div>
    <script>
      customElements.define('x-name', class extends HTMLElement {
        constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = 'shadow-secret<b>deep-secret</b>'; }
      });
    </script>`,
    { maskSelectors: ['.private'], blockSelectors: ['.blocked'] },
  );
  await page.click('#masked');
  await page.click('#blocked');
  await page.click('#block-mark');
  await page.evaluate(() => {
    const root = document.querySelector('x-name')?.shadowRoot;
    if (root?.firstChild) root.firstChild.textContent = 'changed-secret';
    root?.append('added-secret');
    const late = document.createElement('p');
    late.className = 'private';
    late.textContent = 'late-secret';
    document.body.append(late);
    document.querySelector('.blocked')?.append('inner-secret');
  });
  await flush(page);

  const text = sink.text();
  expect(text).not.toMatch(/-secret/);
  expect(text).toContain('Plain text');
  const clicks = sink.logs(EVENTS.click).map(({ attributes }) => plain(attributes)[ATTRIBUTES.elementName]);
  expect(clicks).toEqual(['button', 'div', 'div']);
});

it('drops query, hash and card numbers from every address, and keeps parameters that were allowed', async () => {
  const { sink, site } = fixture;
  const page = await fixture.open(
    '<a id="link" href="/reset?token=link-secret">Reset</a><form action="/pay?user=form-secret"></form>',
    { allowedUrlParameters: ['page'] },
  );
  await page.evaluate(async () => {
    history.pushState(null, '', '/list?page=2&q=push-secret#hash-secret');
    await fetch('/api/status/200?page=3&q=fetch-secret');
    await fetch('/api/cards/4242424242424242');
    document.title = 'Card 4242424242424242';
    history.pushState(null, '', '/card');
    console.log('token=console-secret', { password: 'object-secret' }, 'Bearer abc123secret');
  });
  await flush(page);
  expect(sink.text()).not.toMatch(/-secret|123secret|4242424242424242/);
  const urls = sink.logs(EVENTS.navigation).map(({ attributes }) => plain(attributes)[ATTRIBUTES.urlFull]);
  expect(urls).toEqual([`${site.origin}/`, `${site.origin}/list?page=2`, `${site.origin}/card`]);
});

it('records no event handlers, scripts or script addresses', async () => {
  const { sink } = fixture;
  const page = await fixture.open(
    '<button onclick="void \'handler-secret\'">x</button><a href="javascript:void \'address-secret\'">y</a><script>var inline = "script-secret";</script>',
  );
  await page.evaluate(() => {
    document.querySelector('a')?.setAttribute('onmouseover', 'void "late-secret"');
    document.querySelector('a')?.setAttribute('href', ' javascript:void "late-secret"');
  });
  await flush(page);
  expect(sink.segments.length).toBeGreaterThan(0);
  expect(sink.text()).not.toMatch(/-secret/);
});

it('records nothing if a masking rule cannot be understood', async () => {
  const warnings: string[] = [];
  fixture.context.on('console', (message) => warnings.push(message.text()));
  const page = await fixture.open('<p>x</p>', { maskSelectors: ['p[['] });
  await page.click('p');
  await flush(page);
  expect(fixture.sink.methods).toEqual([]);
  expect(warnings.join()).toContain('maskSelectors: "p[[" must be a CSS selector');
});

it('keeps what is or was a password, a card or a code, whoever unmasks the form around it', async () => {
  const { sink } = fixture;
  const page = await fixture.open(
    `<form data-throughline-unmask>
      <input id="shown" type="password"><input id="card" autocomplete="cc-number"><input id="code" name="cvc">
      <input id="name">
    </form>`,
    { unmaskSelectors: ['input'] },
  );
  await page.fill('#shown', 'typed-secret');
  await page.fill('#card', 'card-secret');
  await page.fill('#code', 'code-secret');
  await page.fill('#name', 'Adalovelace');
  await page.evaluate(() => {
    const field = document.querySelector('#shown') as HTMLInputElement;
    // As pages do that show a password: its value may come before its type.
    field.setAttribute('value', 'shown-secret');
    field.type = 'text';
  });
  await page.fill('#shown', 'later-secret');
  await page.click('#name');
  await page.evaluate(() => document.querySelector('form')?.setAttribute('data-throughline-mask', ''));
  await page.evaluate(() => document.querySelector('form')?.removeAttribute('data-throughline-mask'));
  await expect
    .poll(async () => {
      await flush(page);
      return sink.segments.filter(({ header }) => header.checkpoint).length;
    })
    .toBeGreaterThan(1);
  expect(sink.text()).not.toMatch(/-secret/);
  expect(sink.text()).toContain('Adalovelace');
  // The page finds its fields as it made them.
  expect(await page.evaluate(() => document.querySelector('#shown')?.outerHTML)).not.toContain('data-rr');
});
