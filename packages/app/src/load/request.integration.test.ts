import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getJson, RequestError } from './request.ts';

describe('getJson', () => {
  let server: Server;
  let answer: { status: number; body: string };
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const real = fetch;
    // Only the origin is added: in the browser the page supplies it.
    vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
      real(`http://127.0.0.1:${port}${path}`, init),
    );
  });
  afterEach(async () => {
    vi.unstubAllGlobals();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('answers the parsed body and leaves empty parameters out', async () => {
    answer = { status: 200, body: '{"sessions":[]}' };
    expect(await getJson('/sessions', { q: 'a b&c', user: '', from: undefined, error: true })).toEqual({
      sessions: [],
    });
    expect(asked).toEqual(['/api/sessions?q=a+b%26c&error=true']);
  });

  it("speaks the API's own words where it gave some", async () => {
    answer = { status: 404, body: '{"error":{"code":"not_found","message":"No session has this id."}}' };
    const error = await getJson('/sessions/x').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({
      message: 'No session has this id.',
      code: 'not_found',
      isTransient: false,
    });
  });

  it('says the status where a proxy answered instead', async () => {
    answer = { status: 502, body: '<html>Bad Gateway</html>' };
    await expect(getJson('/sessions')).rejects.toMatchObject({
      message: 'The server answered with status 502.',
      isTransient: true,
    });
  });

  it('says so when the answer is not JSON or the server is away', async () => {
    answer = { status: 200, body: '<!doctype html>' };
    await expect(getJson('/sessions')).rejects.toMatchObject({ code: 'unreadable' });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(getJson('/sessions')).rejects.toMatchObject({ code: 'unreachable', isTransient: true });
  });

  it('passes an abort on as it is', async () => {
    answer = { status: 200, body: '{}' };
    await expect(getJson('/sessions', {}, AbortSignal.abort(new Error('left the page')))).rejects.toThrow(
      'left the page',
    );
  });
});
