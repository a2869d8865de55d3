import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  LIMITS,
  type LogPage,
  type ProjectMap,
  type RequestPage,
  readSegmentLines,
  type SegmentList,
  type SessionDetail,
  type SessionEventPage,
  type SessionList,
  type SessionLogPage,
  type SessionSpanPage,
  type TimelinePage,
  type Trace,
  toKeyValues,
} from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  browserResource,
  click,
  exportLogs,
  exportSpans,
  log,
  navigation,
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

let server: ServerProcess;

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder());
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

const post = (path: string, body: Buffer | string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers });

const sendSegment = (body: Buffer, key = TEST_KEY) =>
  post(`/v1/segments?key=${key}`, body, { 'content-type': 'text/plain' });

const sendOtlp = (signal: 'traces' | 'logs', body: unknown) =>
  post(`/v1/${signal}`, gzipSync(JSON.stringify(body)), {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    authorization: `Bearer ${TEST_KEY}`,
  });

describe('a session of browser and back ends', () => {
  const session = randomUUID();
  const tab = randomUUID();
  const start = Date.now() - 10_000;
  const resource = browserResource(session, tab);
  const request = span(start + 2000, start + 2500, {
    name: 'POST /api/payment',
    kind: 3,
    status: { code: 2, message: '' },
    attributes: toKeyValues({ 'http.request.method': 'POST', 'http.response.status_code': 502 }),
  });
  const gateway = span(start + 2100, start + 2400, {
    traceId: request.traceId,
    parentSpanId: request.spanId,
    name: 'POST /api/payment',
    attributes: toKeyValues({ 'session.id': session }),
    status: { code: 2, message: 'charge failed' },
  });
  // Knows nothing of sessions: it can only be found through the trace.
  const fraud = span(start + 2200, start + 2300, {
    traceId: request.traceId,
    parentSpanId: gateway.spanId,
    name: 'POST /check',
  });

  beforeAll(async () => {
    const replay = [
      { type: 4, data: { href: 'http://shop.test/', width: 1, height: 1 }, timestamp: start },
      { type: 2, data: {}, timestamp: start + 1 },
    ];
    const body = segmentBody(
      segmentHeader(session, tab, 0, { from: start, to: start + 3000, events: replay.length }),
      {
        spans: exportSpans(resource, [request]),
        logs: exportLogs(resource, [
          navigation(start + 10, 'http://shop.test/checkout', {
            'user.id': 'ada',
            'user.name': 'Ada Lovelace',
          }),
          click(start + 1900, 'button "Pay"'),
        ]),
        replay,
      },
    );
    expect((await sendSegment(body)).status).toBe(200);
    expect((await sendOtlp('traces', exportSpans({ 'service.name': 'gateway' }, [gateway]))).status).toBe(
      200,
    );
    expect((await sendOtlp('traces', exportSpans({ 'service.name': 'fraud' }, [fraud]))).status).toBe(200);
    const line = log(start + 2350, 'charge error', {
      traceId: request.traceId,
      spanId: fraud.spanId,
      severityNumber: 17,
    });
    expect((await sendOtlp('logs', exportLogs({ 'service.name': 'fraud' }, [line]))).status).toBe(200);
    await eventually<SessionDetail>(
      `${server.url}/api/sessions/${session}`,
      ({ counts }) => counts?.spans === 3 && counts.logs === 3 && counts.segments === 1,
    );
  });

  it('is summed up over all tiers', async () => {
    const detail = await eventually<SessionDetail>(`${server.url}/api/sessions/${session}`, () => true);
    expect(detail).toMatchObject({
      id: session,
      user: { id: 'ada', name: 'Ada Lovelace' },
      entryUrl: 'http://shop.test/checkout',
      userAgent: 'Mozilla/5.0 Test',
      services: ['fraud', 'gateway', 'shop'],
      counts: {
        clicks: 1,
        navigations: 1,
        requests: 1,
        failedRequests: 1,
        errors: 2,
        spans: 3,
        logs: 3,
        segments: 1,
      },
      tabs: [{ id: tab, from: start, to: start + 3000, segments: 1, clockOffset: 0 }],
    });
    expect(detail.from).toBeCloseTo(start, 0);
  });

  it('tells everything on one timeline, in order', async () => {
    const { items } = await eventually<TimelinePage>(
      `${server.url}/api/sessions/${session}/timeline`,
      () => true,
    );
    expect(
      items.map(({ kind, service, title, severity }) => `${kind} ${service} ${title} ${severity}`),
    ).toEqual([
      'navigation shop navigate to /checkout normal',
      'click shop click button "Pay" normal',
      'request shop POST /api/payment normal',
      'span gateway POST /api/payment error',
      'span fraud POST /check normal',
      'log fraud charge error error',
      'response shop 502 POST /api/payment error',
    ]);
  });

  it("tells the browser's requests and events", async () => {
    const { requests } = await eventually<RequestPage>(
      `${server.url}/api/sessions/${session}/requests?payloads=true`,
      () => true,
    );
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      traceId: request.traceId,
      spanId: request.spanId,
      tabId: tab,
      method: 'POST',
      status: 502,
      failed: true,
      attributes: { 'http.response.status_code': { intValue: '502' } },
    });
    const { events } = await eventually<SessionEventPage>(
      `${server.url}/api/sessions/${session}/events`,
      () => true,
    );
    expect(events.map(({ name, tabId }) => [name, tabId])).toEqual([
      ['browser.navigation', tab],
      ['browser.user_action.click', tab],
    ]);
    expect(events[1]?.attributes['throughline.element.name']).toEqual({ stringValue: 'button "Pay"' });
  });

  it('pages the timeline without gaps or repeats', async () => {
    const all = await eventually<TimelinePage>(`${server.url}/api/sessions/${session}/timeline`, () => true);
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await eventually<TimelinePage>(
        `${server.url}/api/sessions/${session}/timeline?limit=2${cursor && `&cursor=${cursor}`}`,
        () => true,
      );
      ids.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(ids.sort()).toEqual(all.items.map((item) => item.id).sort());
  });

  it('gives the whole traces of the session as lines of a waterfall', async () => {
    const { traces } = await eventually<SessionSpanPage>(
      `${server.url}/api/sessions/${session}/spans`,
      () => true,
    );
    expect(traces.map(({ traceId }) => traceId)).toEqual([request.traceId]);
    expect(traces[0]?.spans.map(({ service, status }) => `${service} ${status}`)).toEqual([
      'shop error',
      'gateway error',
      'fraud unset',
    ]);
    const [shop, gateway] = traces[0]?.spans ?? [];
    expect([shop?.parentSpanId, gateway?.parentSpanId]).toEqual(['', shop?.spanId]);
  });

  it('tells who called whom in the project', async () => {
    const { nodes, edges } = await eventually<ProjectMap>(`${server.url}/api/map`, () => true);
    expect(nodes.filter(({ kind }) => kind === 'service').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['shop', 'gateway', 'fraud']),
    );
    expect(edges).toContainEqual(
      expect.objectContaining({ from: 'service shop', to: 'service gateway', isAsync: false }),
    );
    expect(edges.find(({ to }) => to === 'service gateway')?.errors).toBeGreaterThan(0);
  });

  it('gives the trace with its logs, types kept', async () => {
    const trace = await eventually<Trace>(`${server.url}/api/traces/${request.traceId}`, () => true);
    expect(trace.sessions).toEqual([session]);
    expect(trace.spans.map((found) => found.service)).toEqual(['shop', 'gateway', 'fraud']);
    expect(trace.spans[0]?.attributes['http.response.status_code']).toEqual({ intValue: '502' });
    expect(trace.spans[1]).toMatchObject({
      kind: 'server',
      status: { code: 'error', message: 'charge failed' },
    });
    expect(trace.logs).toHaveLength(1);
    expect(trace.logs[0]).toMatchObject({
      service: 'fraud',
      body: { stringValue: 'charge error' },
      spanId: fraud.spanId,
    });
  });

  it('gives the logs of the session and of the trace, page by page', async () => {
    const path = `${server.url}/api/sessions/${session}/logs?limit=2`;
    const first = await eventually<LogPage>(path, () => true);
    const second = await eventually<LogPage>(`${path}&cursor=${first.nextCursor}`, () => true);
    expect(
      [...first.logs, ...second.logs].map(({ eventName, body }) => eventName || body.stringValue),
    ).toEqual(['browser.navigation', 'browser.user_action.click', 'charge error']);
    expect(second).not.toHaveProperty('nextCursor');
    const lines = await eventually<SessionLogPage>(
      `${server.url}/api/sessions/${session}/log-lines`,
      () => true,
    );
    expect(lines.logs).toMatchObject([
      { body: { stringValue: 'charge error' }, severityNumber: 17, source: 0 },
    ]);
    expect(lines.sources).toMatchObject([{ service: 'fraud', resource: { 'service.name': {} } }]);
    const { logs } = await eventually<LogPage>(
      `${server.url}/api/traces/${request.traceId}/logs`,
      () => true,
    );
    expect(logs.map(({ service }) => service)).toEqual(['fraud']);
  });

  it('gives the recording back as it came', async () => {
    const { segments } = await eventually<SegmentList>(
      `${server.url}/api/sessions/${session}/segments`,
      () => true,
    );
    expect(segments).toMatchObject([
      { tab, seq: 0, from: start, to: start + 3000, checkpoint: true, events: 2 },
    ]);
    const events = await (await fetch(`${server.url}/api/sessions/${session}/segments/${tab}/0`)).json();
    expect(events).toHaveLength(2);
  });

  it.each([
    ['user', 'user=lovelace', true],
    ['another user', 'user=grace', false],
    ['error', 'error=true', true],
    ['no error', 'error=false', false],
    ['a time range around it', `from=${start - 1000}&to=${start + 1000}`, true],
    ['a time range before it', `to=${start - 60_000}`, false],
    ['text in the log of a service that knows no session', 'q=Charge%20Error', true],
    ['text in a span attribute', 'q=/api/payment', true],
    ['the beginning of its id', `q=${session.slice(0, 8)}`, true],
    ['text that is nowhere', 'q=no-such-text', false],
    ['a page', 'url=/checkout', true],
    ['an event', 'event=browser.navigation', true],
    ['a service that knows no session', 'service=fraud', true],
    ['a service that was not there', 'service=mail', false],
    ['a span', 'span=POST%20/check', true],
    ['a span that did not take so long', 'span=POST%20/check&minSpanDuration=5000', false],
    ['two attributes', 'attribute=http.request.method%3DPOST&attribute=session.id%3D'.concat(session), true],
    ['another value of one of them', 'attribute=http.request.method%3DGET', false],
    ['its length', 'minDuration=100&maxDuration=60000', true],
    ['all at once', 'user=ada&error=true&service=fraud&span=POST%20/check&q=charge', true],
    ['text that looks like SQL', "q=')%20OR%201=1%20--", false],
  ])('is found or not by %s', async (_name, query, found) => {
    const { sessions } = await eventually<SessionList>(`${server.url}/api/sessions?${query}`, () => true);
    expect(sessions.some(({ id }) => id === session)).toBe(found);
  });

  it('pages the list', async () => {
    const other = randomUUID();
    await sendSegment(segmentBody(segmentHeader(other, randomUUID(), 0)));
    await eventually<SessionList>(`${server.url}/api/sessions`, ({ sessions }) =>
      sessions.some(({ id }) => id === other),
    );
    const first = await eventually<SessionList>(`${server.url}/api/sessions?limit=1`, () => true);
    const second = await eventually<SessionList>(
      `${server.url}/api/sessions?limit=1&cursor=${first.nextCursor}`,
      () => true,
    );
    expect([first.sessions[0]?.id, second.sessions[0]?.id]).toEqual([other, session]);
  });
});

it('shows every one of several log lines that share a request and a nanosecond', async () => {
  const session = randomUUID();
  const time = Date.now();
  const lines = ['first', 'second', 'third'].map((text) => log(time, text));
  await sendOtlp('logs', exportLogs({ 'service.name': 'gateway', 'session.id': session }, lines));
  const { items } = await eventually<TimelinePage>(
    `${server.url}/api/sessions/${session}/timeline`,
    (page) => page.items.length > 0,
  );
  expect(items.map(({ title }) => title).sort()).toEqual(['first', 'second', 'third']);
  expect(new Set(items.map(({ id }) => id)).size).toBe(3);
});

it('says how many segments of a tab never arrived, by the numbers of those that did', async () => {
  const [session, gapless, gappy] = [randomUUID(), randomUUID(), randomUUID()] as const;
  const at = Date.now() - 5_000;
  for (const [tab, seq] of [
    [gapless, 0],
    [gapless, 1],
    [gappy, 2],
    [gappy, 5],
    [gappy, 3],
  ] as const) {
    const times = { from: at + seq, to: at + seq + 1, checkpoint: false, events: 0 };
    const logs = exportLogs(browserResource(session, tab), [click(at + seq, 'button "Pay"')]);
    expect((await sendSegment(segmentBody(segmentHeader(session, tab, seq, times), { logs }))).status).toBe(
      200,
    );
  }
  const { tabs } = await eventually<SessionDetail>(
    `${server.url}/api/sessions/${session}`,
    ({ counts }) => counts?.segments === 5,
  );
  const missing = Object.fromEntries(tabs.map((tab) => [tab.id, tab.missingSegments]));
  expect(missing).toEqual({ [gapless]: undefined, [gappy]: 3 });
});

describe('a run of segments', () => {
  const [session, tab] = [randomUUID(), randomUUID()];
  const [small, large] = [
    { type: 5, timestamp: 1, data: { tag: 'small' } },
    { type: 5, timestamp: 1, data: { tag: randomBytes(1.5 * 1024 * 1024).toString('hex') } },
  ];
  const run = async (question: string) => {
    const response = await fetch(`${server.url}/api/sessions/${session}/segments/${tab}?${question}`);
    return { status: response.status, segments: readSegmentLines(await response.text()) };
  };
  const numbers = async (question: string) => (await run(question)).segments.map(({ seq }) => seq);

  beforeAll(async () => {
    for (const [seq, event] of [small, small, undefined, small, large, large, large].entries()) {
      if (!event) continue;
      const times = { from: 1000 + seq, to: 1001 + seq, checkpoint: false, events: 1 };
      const body = segmentBody(segmentHeader(session, tab, seq, times), { replay: [event] });
      expect((await sendSegment(body)).status).toBe(200);
    }
    await eventually<SegmentList>(
      `${server.url}/api/sessions/${session}/segments`,
      ({ segments }) => segments.length === 6,
    );
  });

  it('comes in one answer, in order, without those that never arrived', async () => {
    const { status, segments } = await run('first=0&last=3');
    expect(status).toBe(200);
    expect(segments.map(({ seq, events }) => [seq, JSON.parse(events)])).toEqual([
      [0, [small]],
      [1, [small]],
      [3, [small]],
    ]);
    expect(await numbers('first=1&last=1')).toEqual([1]);
    expect(await numbers('first=7&last=9')).toEqual([]);
  });

  it('ends early when it is large, after at least one', async () => {
    expect(await numbers('first=0&last=59')).toEqual([0, 1, 3, 4, 5]);
    expect(await numbers('first=6&last=59')).toEqual([6]);
  });

  it.each(['first=0&last=60', 'first=3&last=2', 'first=0', 'first=-1&last=0', 'first=0&last=2000000'])(
    'must be named right: %s',
    async (question) => expect((await run(question)).status).toBe(400),
  );
});

describe('answers', () => {
  const encoding = async (path: string, accepted: string) => {
    const response = await fetch(server.url + path, { headers: { 'accept-encoding': accepted } });
    const text = await response.text();
    return [response.headers.get('content-encoding'), text.length > 2_048];
  };

  it.each(['/throughline.js', '/api/openapi.json'])(
    'of %s are compressed as the client asks',
    async (path) => {
      expect(await encoding(path, 'gzip, br')).toEqual(['br', true]);
      expect(await encoding(path, 'gzip')).toEqual(['gzip', true]);
      expect(await encoding(path, 'identity')).toEqual([null, true]);
    },
  );

  it('that are small go out as they are', async () => {
    expect(await encoding('/api/views', 'gzip, br')).toEqual([null, false]);
  });
});

describe('a segment sent again', () => {
  it('counts once', async () => {
    const [session, tab] = [randomUUID(), randomUUID()];
    const body = segmentBody(segmentHeader(session, tab, 0), {
      logs: exportLogs(browserResource(session, tab), [click(Date.now(), 'link "Home"')]),
    });
    const answers = await Promise.all([sendSegment(body), sendSegment(body)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await sendSegment(body)).status).toBe(200);
    // Files are stored in order: when this one counts, so would everything before it.
    await sendSegment(segmentBody(segmentHeader(session, tab, 1)));
    const detail = await eventually<SessionDetail>(
      `${server.url}/api/sessions/${session}`,
      ({ counts }) => counts.segments > 1,
    );
    expect(detail.counts).toMatchObject({ clicks: 1, segments: 2 });
  });
});

describe('bad requests', () => {
  const valid = () => segmentBody(segmentHeader(randomUUID(), randomUUID(), 0));
  const json = { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEY}` };
  const protobuf = { ...json, 'content-type': 'application/x-protobuf' };
  const inflated = (text: string) => gzipSync(text);
  const bomb = gzipSync(Buffer.alloc(LIMITS.segmentInflatedBytes + 1));

  const cases: [string, () => Promise<Response>, number][] = [
    ['a segment without key', () => post('/v1/segments', valid()), 401],
    ['a segment with a wrong key', () => sendSegment(valid(), 'tli_wrong'), 401],
    ['an empty segment', () => sendSegment(Buffer.alloc(0)), 400],
    ['a segment that is torn gzip', () => sendSegment(valid().subarray(0, 40)), 400],
    ['a segment of one line', () => sendSegment(inflated('{}')), 400],
    ['a segment whose header is no JSON', () => sendSegment(inflated('{\n\n\n')), 400],
    ['a segment of another version', () => sendSegment(inflated('{"v":99}\n\n\n')), 400],
    [
      'a segment of a session that is no UUID',
      () => sendSegment(inflated('{"v":1,"session":"\'; DROP"}\n\n\n')),
      400,
    ],
    [
      'a segment whose spans are no JSON',
      () => sendSegment(inflated(`${JSON.stringify(segmentHeader(randomUUID(), randomUUID(), 0))}\n{\n\n`)),
      400,
    ],
    [
      'a segment whose replay is no list',
      () => sendSegment(inflated(`${JSON.stringify(segmentHeader(randomUUID(), randomUUID(), 0))}\n\n\n{}`)),
      400,
    ],
    ['a segment that inflates without end', () => sendSegment(bomb), 413],
    ['a segment over the size', () => sendSegment(Buffer.alloc(LIMITS.segmentCompressedBytes + 1, 1)), 413],
    ...(['traces', 'logs'] as const).flatMap((signal): [string, () => Promise<Response>, number][] => [
      [
        `${signal} without key`,
        () => post(`/v1/${signal}`, '{}', { 'content-type': 'application/json' }),
        401,
      ],
      [
        `${signal} with a wrong key`,
        () => post(`/v1/${signal}`, '{}', { ...json, authorization: 'Bearer no' }),
        401,
      ],
      [
        `${signal} of an unknown type`,
        () => post(`/v1/${signal}`, 'x', { ...json, 'content-type': 'text/html' }),
        415,
      ],
      [
        `${signal} in an unknown encoding`,
        () => post(`/v1/${signal}`, 'x', { ...json, 'content-encoding': 'br' }),
        415,
      ],
      [`${signal} that are no JSON`, () => post(`/v1/${signal}`, '{"a":', json), 400],
      [`${signal} that are empty JSON text`, () => post(`/v1/${signal}`, '', json), 400],
      [
        `${signal} that are not UTF-8`,
        () => post(`/v1/${signal}`, Buffer.from([0x22, 0xff, 0x22]), json),
        400,
      ],
      [`${signal} that nest without end`, () => post(`/v1/${signal}`, '['.repeat(100_000), json), 400],
      [
        `${signal} of the wrong shape`,
        () => post(`/v1/${signal}`, '{"resourceSpans":1,"resourceLogs":1}', json),
        400,
      ],
      [
        `${signal} that are no Protobuf`,
        () => post(`/v1/${signal}`, Buffer.from([0x0a, 0xff, 0x01]), protobuf),
        400,
      ],
      [
        `${signal} that are torn gzip`,
        () => post(`/v1/${signal}`, gzipSync('{}').subarray(0, 12), { ...json, 'content-encoding': 'gzip' }),
        400,
      ],
      [
        `${signal} over the size`,
        () => post(`/v1/${signal}`, Buffer.alloc(17 * 1024 * 1024, 0x20), json),
        413,
      ],
    ]),
  ];

  it.each(cases)('refuses %s', async (_name, send, status) => {
    const response = await send();
    expect(response.status).toBe(status);
    if (response.headers.get('content-type') === 'application/x-protobuf')
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(4);
    else
      expect(await response.json()).toEqual({
        code: expect.any(Number),
        message: expect.stringMatching(/\w{3}/),
      });
  });

  it('answers an empty export with success, as OTLP says', async () => {
    expect((await post('/v1/traces', Buffer.alloc(0), protobuf)).status).toBe(200);
    expect((await post('/v1/logs', '{}', json)).status).toBe(200);
  });

  it.each([
    ['/api/sessions?from=yesterday', 400],
    ['/api/map?from=2000&to=1000', 400],
    ['/api/sessions?limit=100000', 400],
    ['/api/sessions?attribute=no-value', 400],
    [`/api/sessions?${'attribute=a%3Db&'.repeat(6)}`, 400],
    ['/api/sessions?minDuration=-1', 400],
    ['/api/sessions?minSpanDuration=long', 400],
    [`/api/sessions?q=${'x'.repeat(201)}`, 400],
    ['/api/sessions/not-a-uuid', 400],
    [`/api/sessions/${randomUUID()}/logs?limit=0`, 400],
    [`/api/sessions/${randomUUID()}/segments?from=soon`, 400],
    [`/api/traces/${'a'.repeat(32)}/logs`, 404],
    [`/api/sessions/${randomUUID()}`, 404],
    [`/api/sessions/${randomUUID()}/segments/${randomUUID()}/0`, 404],
    [`/api/traces/${'a'.repeat(32)}`, 404],
    ['/api/no-such-thing', 404],
  ])('answers %s with a clear error', async (path, status) => {
    const response = await fetch(server.url + path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { code: expect.any(String), message: expect.any(String) },
    });
  });

  it('goes on afterwards', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await sendSegment(valid())).status).toBe(200);
  });
});

describe('access', () => {
  it('describes the API as OpenAPI', async () => {
    const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(document.paths)).toContain('/sessions/{id}/timeline');
  });

  it('refuses a page that points its own name at this machine', async () => {
    const response = await new Promise<number | undefined>((resolve, reject) => {
      import('node:http').then(({ get }) =>
        get(`${server.url}/api/sessions`, { headers: { host: 'evil.example' } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).on('error', reject),
      );
    });
    expect(response).toBe(403);
  });

  it('keeps the key out of the data folder in the clear when it was configured', async () => {
    await expect(readFile(join(server.data, 'ingest-key'))).rejects.toThrow('ENOENT');
  });
});
