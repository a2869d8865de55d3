import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { expect, it } from 'vitest';
import { flush, useFixture } from '../../testing/fixture.ts';
import { plain } from '../../testing/sink.ts';

const fixture = useFixture();

const INTERNAL = 1;
const actions = () =>
  fixture.sink.spans().filter(({ kind, name }) => kind === INTERNAL && name.startsWith('click'));
const request = (name: string) => fixture.sink.spans().find((span) => span.name === name);

it('makes the click the parent of the requests it causes, by fetch and XMLHttpRequest, chained ones too', async () => {
  const { sink, site } = fixture;
  const page = await fixture.open(`<button>Pay</button><script>
    document.querySelector('button').onclick = async () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/api/xhr');
      xhr.send();
      await fetch('/api/first', { method: 'POST' });
      await fetch('/api/second');
    };
  </script>`);
  // The first checkpoint tells that what is loaded later is there.
  await flush(page);
  await page.click('button');
  await sink.until(() => actions().length === 1);
  const [action] = actions();
  expect(action).toMatchObject({ name: 'click button "Pay"', status: {} });
  expect(action?.parentSpanId).toBeUndefined();
  expect(plain(action?.attributes)[ATTRIBUTES.elementName]).toBe('button "Pay"');
  for (const name of ['GET /api/xhr', 'POST /api/first', 'GET /api/second']) {
    const span = await sink.until(() => request(name));
    expect([span.traceId, span.parentSpanId]).toEqual([action?.traceId, action?.spanId]);
    expect(BigInt(span.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(action?.endTimeUnixNano ?? 0));
  }
  expect(new Set(site.requests.map(({ headers }) => headers.traceparent?.slice(3, 35)))).toEqual(
    new Set([action?.traceId]),
  );
});

it('leaves requests that no person caused, and those of the application’s own trace, by themselves', async () => {
  const page = await fixture.open(`<button>Pay</button><script>
    document.querySelector('button').onclick = () =>
      fetch('/api/own', { headers: { traceparent: '00-11111111111111111111111111111111-2222222222222222-01' } });
  </script>`);
  await flush(page);
  await page.evaluate(() => fetch('/api/alone'));
  await page.evaluate(() => document.querySelector('button')?.click());
  await page.click('button');
  await flush(page);
  await fixture.sink.until(() => request('GET /api/alone') && request('GET /api/own'));
  expect(request('GET /api/alone')?.parentSpanId).toBeUndefined();
  expect(request('GET /api/own')?.parentSpanId).toBe('2222222222222222');
  expect(actions()).toEqual([]);
});

it('makes the load of the page the parent of the requests it causes, chained ones too, and of none after them', async () => {
  const page =
    await fixture.open(`<meta name="traceparent" content="00-${'3'.repeat(32)}-${'4'.repeat(16)}-01">
    <script>
      fetch('/api/early').then(() => fetch('/api/chained')).then(() => setTimeout(() => fetch('/api/later'), 300));
      addEventListener('load', () => fetch('/api/loaded'));
    </script>`);
  await expect
    .poll(async () => {
      await flush(page);
      return request('GET /api/later');
    })
    .toBeTruthy();
  const [early, chained, loaded, later] = ['early', 'chained', 'loaded', 'later'].map((name) =>
    request(`GET /api/${name}`),
  );
  const load = fixture.sink.spans().find(({ name }) => name === 'documentLoad');
  expect(load).toMatchObject({ traceId: '3'.repeat(32), parentSpanId: '4'.repeat(16), kind: INTERNAL });
  for (const span of [early, chained, loaded])
    expect([span?.traceId, span?.parentSpanId]).toEqual([load?.traceId, load?.spanId]);
  expect(later?.parentSpanId).toBeUndefined();
  expect(later?.traceId).not.toBe(load?.traceId);
});

it('sends the click with its unanswered request when the page is left', async () => {
  const page = await fixture.open(
    `<button onclick="fetch('/api/hang'); location.assign('${fixture.site.page('/elsewhere', '<p>y</p>')}')">Pay</button>`,
  );
  await flush(page);
  await page.click('button');
  await fixture.sink.until(() => actions().length === 1);
  expect(actions()[0]?.name).toBe('click button "Pay"');
});

it('tells of a person who clicks again and again because nothing answers, once', async () => {
  const page = await fixture.open('<button>Pay</button>');
  await page.click('button', { clickCount: 5 });
  await flush(page);
  const rage = fixture.sink.logs(EVENTS.rageClick).map(({ attributes }) => plain(attributes));
  expect(rage).toHaveLength(1);
  expect(rage[0]?.[ATTRIBUTES.elementName]).toBe('button "Pay"');
  expect(fixture.sink.logs(EVENTS.click)).toHaveLength(5);
});
