import { randomUUID } from 'node:crypto';
import {
  ATTRIBUTES,
  EVENTS,
  type IssueDetail,
  type IssueList,
  type IssueSummary,
  type IssueTimes,
  newTraceId,
  type ReleaseList,
  toKeyValues,
} from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  browserResource,
  exportLogs,
  exportSpans,
  log,
  nano,
  segmentBody,
  segmentHeader,
  span,
} from './testing/records.ts';
import {
  eventually,
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

/** Issues and releases of a real server: what SDKs and plain OpenTelemetry send, what people say of it, and what comes after. */

const STACK = (line: number, hash: string) =>
  `TypeError: failed\n    at pay (https://shop.test/assets/index-${hash}.js:1:${line})`;

/** What the page's clock is behind the server's, milliseconds. */
const CLOCK_OFFSET = 5_000;

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder());
});
afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

async function accepted(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<void> {
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', body, headers });
  expect([answer.status, await answer.text()]).toMatchObject([200, expect.anything()]);
}

const exceptionAttributes = (message: string, stack = '', type = 'TypeError') =>
  toKeyValues({
    [ATTRIBUTES.exceptionType]: type,
    [ATTRIBUTES.exceptionMessage]: message,
    [ATTRIBUTES.exceptionStacktrace]: stack,
  });

/** A visit to the shop in which a page threw; answers the session's id. */
async function visit(
  release: string,
  thrown: { message: string; stack: string; user?: string }[],
): Promise<string> {
  const [session, tab] = [randomUUID(), randomUUID()];
  const now = Date.now();
  const records = thrown.flatMap(({ message, stack, user }, index) => [
    log(now + index, '', { eventName: EVENTS.exception, attributes: exceptionAttributes(message, stack) }),
    ...(user
      ? [log(now, '', { eventName: EVENTS.identify, attributes: toKeyValues({ 'user.id': user }) })]
      : []),
  ]);
  const resource = { ...browserResource(session, tab), [ATTRIBUTES.serviceVersion]: release };
  const logs = exportLogs(resource, [log(now, 'hello'), ...records]);
  await accepted(
    `/v1/segments?key=${TEST_KEY}`,
    new Uint8Array(
      segmentBody(segmentHeader(session, tab, 0, { clockOffset: CLOCK_OFFSET, clockRoundTrip: 20 }), {
        logs,
      }),
    ),
  );
  return session;
}

/** What a back end without any SDK of ours sends. */
const otlp = (signal: 'traces' | 'logs', body: unknown) =>
  accepted(`/v1/${signal}`, JSON.stringify(body), {
    'content-type': 'application/json',
    'x-throughline-key': TEST_KEY,
  });

const list = (query = '') => `${server.url}/api/issues?${query}`;
const issues = async (query: string, enough: (list: IssueList) => boolean) =>
  (await eventually<IssueList>(list(query), enough)).issues;
const detail = async ({ fingerprint }: Pick<IssueSummary, 'fingerprint'>) =>
  (await (await fetch(`${server.url}/api/issues/${fingerprint}`)).json()) as IssueDetail;
const change = (fingerprint: string, body: unknown) =>
  fetch(`${server.url}/api/issues/${fingerprint}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

it('groups what front and back ends threw, with the sessions and users that it affected', async () => {
  const ada = await visit('1.0', [{ message: 'no cart 17', stack: STACK(12, 'B1xYz_9a'), user: 'ada' }]);
  await visit('1.0', [
    { message: 'no cart 4711', stack: STACK(90, 'CkYwqP0z'), user: 'ada' },
    { message: 'no cart 9', stack: STACK(90, 'CkYwqP0z') },
  ]);
  const last = await visit('1.1', [{ message: 'no cart 3', stack: STACK(7, 'D3x-_abA') }]);
  // A service that knows no session, in a trace of which the browser's span does.
  const traceId = newTraceId();
  const now = Date.now();
  await otlp(
    'traces',
    exportSpans({ 'service.name': 'shop', 'session.id': ada }, [span(now - 50, now, { traceId })]),
  );
  const event = (message: string, at: number) => ({
    name: 'exception',
    timeUnixNano: nano(at),
    attributes: exceptionAttributes(message, 'Error: x\n    at charge (/app/charge.js:1:1)', 'Error'),
  });
  await otlp(
    'traces',
    exportSpans({ 'service.name': 'payment', 'service.version': '7' }, [
      span(now - 40, now, {
        traceId,
        events: [event('card 4242 declined', now - 1), event('card 1881 declined', now)],
      }),
    ]),
  );
  await otlp(
    'logs',
    exportLogs({ 'service.name': 'mail' }, [
      log(now, 'could not send', {
        severityNumber: 17,
        attributes: exceptionAttributes('away', '', 'java.io.IOException'),
      }),
      log(now, 'sent', { severityNumber: 9 }),
    ]),
  );

  const found = await issues(
    'sort=events',
    ({ issues: all }) => all.reduce((sum, { events }) => sum + events, 0) === 7,
  );
  expect(found).toMatchObject([
    {
      type: 'TypeError',
      place: 'pay index.js',
      isBrowser: true,
      services: ['shop'],
      events: 4,
      sessions: 3,
      users: 2,
      state: 'open',
    },
    {
      message: 'card 1881 declined',
      place: 'charge charge.js',
      isBrowser: false,
      events: 2,
      sessions: 1,
      users: 1,
    },
    {
      type: 'java.io.IOException',
      message: 'away',
      place: '',
      services: ['mail'],
      events: 1,
      sessions: 0,
      users: 0,
    },
  ]);
  const [cart, card] = found as [IssueSummary, IssueSummary];
  expect(cart.trend.counts.reduce((sum, count) => sum + count)).toBe(4);

  const shown = await detail(cart);
  expect(shown.sample).toMatchObject({
    message: 'no cart 3',
    stack: STACK(7, 'D3x-_abA'),
    sessionId: last,
    release: '1.1',
  });
  expect(shown.releases.map(({ release, events }) => [release, events])).toEqual([
    ['1.1', 1],
    ['1.0', 3],
  ]);
  expect(shown.occurrences).toHaveLength(3);
  expect(shown.occurrences.at(-1)).toMatchObject({ sessionId: ada, user: 'ada', service: 'shop' });
  // At that moment of the session, as its own page tells the time of its events.
  const { sample } = shown;
  const { events } = (await (await fetch(`${server.url}/api/sessions/${last}/events`)).json()) as {
    events: { name: string; timeUnixNano: string }[];
  };
  const thrown = events.find(({ name }) => name === EVENTS.exception);
  expect(sample.at).toBe(Number(BigInt(thrown?.timeUnixNano ?? 0) / 1_000_000n));
  expect(sample.at - cart.lastSeen).toBe(CLOCK_OFFSET);
  expect((await detail(card)).occurrences).toMatchObject([{ sessionId: ada, user: 'ada', traceId }]);

  const search = async (query: string) => (await issues(query, () => true)).map(({ message }) => message);
  expect(await search('q=DECLINED')).toEqual(['card 1881 declined']);
  expect(await search('q=charge.js')).toEqual(['card 1881 declined']);
  expect(await search('service=mail')).toEqual(['away']);
  expect(await issues('release=1.0', () => true)).toMatchObject([{ events: 3, sessions: 2, users: 1 }]);
  expect(await search(`to=${now - 3_600_000}`)).toEqual([]);
  expect((await search('sort=users'))[0]).toBe(cart.message);
  expect(await eventually<IssueList>(list('limit=1'), () => true)).toMatchObject({ total: 3, issues: [{}] });
});

it('tells releases apart: who runs them, what they throw, and what is new in them', async () => {
  const { releases } = await eventually<ReleaseList>(
    `${server.url}/api/releases`,
    (all) => all.releases.length === 3,
  );
  const shop = releases.filter(({ service }) => service === 'shop');
  expect(shop).toMatchObject([
    { release: '1.1', sessions: 1, exceptions: 1, sessionsWithExceptions: 1, newIssues: 0 },
    { release: '1.0', sessions: 2, exceptions: 3, sessionsWithExceptions: 2, newIssues: 1 },
  ]);
  expect(shop.map(({ adoption }) => Math.round(adoption * 100))).toEqual([33, 67]);
  expect(releases.find(({ service }) => service === 'payment')).toMatchObject({
    release: '7',
    sessions: 0,
    adoption: 0,
    exceptions: 2,
  });
});

it('resolved in a release, an issue regresses in that one or a newer one, and not in an older one', async () => {
  const [cart] = (await issues('service=shop', () => true)) as [IssueSummary];
  const { fingerprint } = cart;
  const of = async (state: string) =>
    (await issues(`state=${state}&service=shop`, () => true)).map((one) => one.fingerprint);
  const viewed = await fetch(`${server.url}/api/issues/${fingerprint}/views`, { method: 'POST' });
  expect(viewed.status).toBe(204);
  expect((await change(fingerprint, { state: 'resolved', release: '2.0' })).status).toBe(204);
  expect(await of('open')).toEqual([]);
  expect(await of('resolved')).toEqual([fingerprint]);
  const resolved = await detail(cart);
  expect(resolved).toMatchObject({
    state: 'resolved',
    resolvedInRelease: '2.0',
    knownReleases: ['1.1', '1.0'],
    history: { firstViewedBy: 'this machine', resolvedBy: 'this machine' },
  });

  // Who has not loaded the page anew.
  await visit('1.1', [{ message: 'no cart 5', stack: STACK(7, 'D3x-_abA') }]);
  await issues('state=all&service=shop', ({ issues: [one] }) => one?.events === 5);
  expect(await of('resolved')).toEqual([fingerprint]);

  await visit('2.0', [{ message: 'no cart 6', stack: STACK(9, 'E4y-_abB') }]);
  const [regressed] = await issues('state=regressed', ({ total }) => total === 1);
  expect(regressed).toMatchObject({
    fingerprint,
    state: 'open',
    regression: { release: '2.0', service: 'shop' },
  });
  expect(await of('open')).toEqual([fingerprint]);
  expect(await of('resolved')).toEqual([]);

  expect((await change(fingerprint, { state: 'resolved' })).status).toBe(204);
  expect(await of('resolved')).toEqual([fingerprint]);
  await visit('1.0', [{ message: 'no cart 7', stack: STACK(9, 'B1xYz_9a') }]);
  await issues('state=regressed', ({ total }) => total === 1);

  expect((await change(fingerprint, { state: 'ignored' })).status).toBe(204);
  expect(await of('ignored')).toEqual([fingerprint]);
  expect(await of('open')).toEqual([]);
});

it('tells how long issues take, by week', async () => {
  const {
    issues: [card],
  } = (await (await fetch(list('service=payment'))).json()) as { issues: [IssueSummary] };
  await change(card.fingerprint, { state: 'resolved' });
  const times = (await (await fetch(`${server.url}/api/issues/times?weeks=3`)).json()) as IssueTimes;
  expect(times.weeks).toHaveLength(3);
  expect(times.weeks[0]).toMatchObject({ toViewMs: null, viewed: 0, toResolveMs: null, resolved: 0 });
  expect(times.weeks[2]).toMatchObject({ viewed: 2, resolved: 1, toViewMs: times.toViewMs });
  expect(times.toResolveMs).toBeGreaterThan(0);
  expect(new Date(times.weeks[2]?.week ?? '').getUTCDay()).toBe(1);
});

it.each([
  ['PATCH', '/api/issues/0123456789abcdef', { state: 'resolved' }, 404],
  ['PATCH', '/api/issues/0123456789abcdef', { state: 'open', release: '1.0' }, 400],
  ['PATCH', '/api/issues/0123456789abcdef', { state: 'closed' }, 400],
  ['POST', '/api/issues/0123456789abcdef/views', undefined, 404],
  ['GET', '/api/issues/0123456789abcdef', undefined, 404],
  ['GET', "/api/issues/0123456789abcde'", undefined, 400],
  ['GET', '/api/issues?sort=name', undefined, 400],
  ['GET', '/api/issues?limit=100000', undefined, 400],
])('%s %s of %j is refused', async (method, path, body, status) => {
  const answer = await fetch(server.url + path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(status);
});
