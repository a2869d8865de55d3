import { createHash, randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { type LogPage, type SessionSpanPage, type Trace, toKeyValues } from '@throughline/format';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askAs, join, setUp } from './testing/people.ts';
import {
  browserResource,
  click,
  exportLogs,
  exportSpans,
  segmentBody,
  segmentHeader,
  span,
} from './testing/records.ts';
import {
  removeFolder,
  type ServerProcess,
  startServerProcess,
  TEST_KEY,
  temporaryFolder,
} from './testing/serverProcess.ts';

const BODY = '{"card":"a payload that few may see"}';
const HEADER = 'a header that few may see';
const session = randomUUID();
const tab = randomUUID();
const cookies: Record<string, string> = {};
const WAIT = { timeout: 45_000, interval: 100 };
let server: ServerProcess;

const ask = (who: string, path: string) => askAs(server.url, cookies[who] ?? '')('GET', path);
const file = (who: string, format: string, id = session) =>
  ask(who, `/api/sessions/${id}/export?format=${format}`);

beforeAll(async () => {
  server = await startServerProcess(await temporaryFolder(), ['--auth', 'on']);
  await vi.waitFor(() => expect(server.output()).toContain('/setup#'), WAIT);
  cookies.admin = await setUp(server.url, server.output());
  for (const role of ['support', 'viewer'] as const)
    cookies[role] = await join(server.url, cookies.admin, { name: role, role });
  const now = Date.now();
  const resource = browserResource(session, tab);
  const attributes = toKeyValues({
    'http.request.method': 'POST',
    'url.full': 'https://shop.example/pay',
    'http.response.status_code': 200,
    'http.request.header.x-card': [HEADER],
    'throughline.http.request.body': BODY,
  });
  for (const seq of [0, 1])
    await fetch(`${server.url}/v1/segments?key=${TEST_KEY}`, {
      method: 'POST',
      body: new Uint8Array(
        segmentBody(segmentHeader(session, tab, seq), {
          spans: exportSpans(
            resource,
            seq ? [] : [span(now - 500, now - 400, { name: 'POST', kind: 3, attributes })],
          ),
          logs: exportLogs(resource, seq ? [] : [click(now - 600, 'Pay')]),
          replay: [{ type: 5, data: { tag: `segment ${seq}`, payload: {} }, timestamp: now }],
        }),
      ),
    });
  await vi.waitFor(async () => {
    expect(await (await file('admin', 'har')).text()).toContain('/pay');
    expect(await (await file('admin', 'json')).text()).toContain('segment 1');
  }, WAIT);
});

afterAll(async () => {
  await server.stop();
  await removeFolder(server.data);
});

describe('the export of a session', () => {
  it('is, as JSON, one file with all that the API gives', async () => {
    const answer = await file('admin', 'json');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="session-${session}.json"`);
    const text = await answer.text();
    expect(text).toContain(HEADER);
    expect(JSON.parse(text)).toMatchObject({
      format: 'throughline.session',
      version: 1,
      session: { id: session },
      timeline: expect.arrayContaining([expect.anything()]),
      requests: [{ method: 'POST', url: 'https://shop.example/pay' }],
      events: [expect.anything()],
      traces: [expect.anything()],
      segments: [
        { tab, seq: 0, rrweb: [{ data: { tag: 'segment 0' } }] },
        { tab, seq: 1, rrweb: [{ data: { tag: 'segment 1' } }] },
      ],
    });
  });

  it('is, as HAR, its requests with their bodies', async () => {
    expect(await (await file('admin', 'har')).json()).toMatchObject({
      log: { version: '1.2', entries: [{ request: { method: 'POST', postData: { text: BODY } } }] },
    });
  });

  it('is, as OTLP, what a server takes again, with all of it', async () => {
    const text = await (await file('admin', 'otlp')).text();
    const { resourceSpans, resourceLogs } = JSON.parse(text) as Record<string, unknown[]>;
    const again = await startServerProcess(await temporaryFolder());
    try {
      const headers = { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json' };
      for (const [path, body] of [
        ['traces', { resourceSpans }],
        ['logs', { resourceLogs }],
      ] as const) {
        const taken = await fetch(`${again.url}/v1/${path}`, {
          method: 'POST',
          headers,
          body: JSON.stringify(body),
        });
        expect([taken.status, await taken.json()]).toEqual([200, {}]);
      }
      const recordsAt = async (url: string, headers = {}) => {
        const read = async <Answer>(path: string) =>
          (await (await fetch(`${url}/api${path}`, { headers })).json()) as Answer;
        const { traces = [] } = await read<Partial<SessionSpanPage>>(`/sessions/${session}/spans`);
        const { spans = [] } = await read<Partial<Trace>>(`/traces/${traces[0]?.traceId ?? '0'.repeat(32)}`);
        const { logs = [] } = await read<Partial<LogPage>>(`/sessions/${session}/logs`);
        // An id is the server's own, and says nothing.
        return { spans, logs: logs.map(({ id: _, ...log }) => log) };
      };
      const recorded = await recordsAt(server.url, { cookie: cookies.admin ?? '' });
      expect([recorded.spans.length, recorded.logs.length]).toEqual([1, 1]);
      await vi.waitFor(async () => expect(await recordsAt(again.url)).toEqual(recorded), WAIT);
    } finally {
      await again.stop();
      await removeFolder(again.data);
    }
  });

  it.each(['json', 'har', 'otlp'])('has no payloads, as %s, for who may not see them', async (format) => {
    const answer = await file('support', format);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain('shop.example/pay');
    expect(text).not.toContain('few may see');
  });

  it('is, as HTML, a page of its own that holds them packed, and lets nothing in or out', async () => {
    const recordsFor = async (who: string) => {
      const answer = await file(who, 'html');
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="session-${session}.html"`,
      );
      expect(answer.headers.get('content-security-policy')).toBe('sandbox');
      const html = await answer.text();
      const [, policy] = /content-security-policy" content="([^"]*)"/.exec(html) ?? [];
      const script = html.slice(
        html.lastIndexOf('<script>') + '<script>'.length,
        html.lastIndexOf('</script>'),
      );
      const hash = createHash('sha256').update(script).digest('base64');
      expect(policy).toContain(`default-src 'none'; script-src 'sha256-${hash}';`);
      // Nothing in the script ends its element, or makes what follows a part of it.
      expect(script).not.toMatch(/<\/?script|<!--/i);
      const [, part = ''] = /<script type="application\/gzip" id="records">([^<]*)</.exec(html) ?? [];
      return gunzipSync(Buffer.from(part, 'base64')).toString();
    };
    const all = await recordsFor('admin');
    expect(JSON.parse(all)).toMatchObject({
      exported: { by: 'Ada', payloads: true },
      session: { id: session },
      spans: [{ name: 'POST' }],
      segments: [{ seq: 0 }, { seq: 1 }],
    });
    expect(all).toContain('a payload that few may see');
    const some = await recordsFor('support');
    expect(some).toContain('shop.example/pay');
    expect(some).not.toContain('few may see');
  });

  it('is refused to who may not share, and there is none of an unknown session', async () => {
    expect((await file('viewer', 'json')).status).toBe(403);
    expect((await file('admin', 'json', randomUUID())).status).toBe(404);
    expect((await file('admin', 'pdf')).status).toBe(400);
  });
});
