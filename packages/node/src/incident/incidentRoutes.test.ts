import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { incidentMode } from './incidentRoutes.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function application(endpoint: string): Promise<string> {
  const middleware = incidentMode({ endpoint });
  return serve((request, response) =>
    middleware(request, response, () => {
      response.end('own');
    }),
  );
}

test('passes the route on with the token of whoever calls, and nothing else', async () => {
  const seen: object[] = [];
  const throughline = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { authorization, cookie } = request.headers;
    seen.push({ method: request.method, url: request.url, authorization, cookie, body });
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":{}}');
  });
  const url = await application(throughline);
  const answer = await fetch(`${url}/ops/incident-mode?minutes=5`, {
    method: 'POST',
    headers: { authorization: 'Bearer t', cookie: 'secret=1', 'content-type': 'application/json' },
    body: '{"ticket":"OPS-1"}',
  });
  expect([answer.status, await answer.json()]).toEqual([403, { error: {} }]);
  expect(seen).toEqual([
    {
      method: 'POST',
      url: '/ops/incident-mode?minutes=5',
      authorization: 'Bearer t',
      cookie: undefined,
      body: '{"ticket":"OPS-1"}',
    },
  ]);
});

test.each(['/', '/ops', '/ops/incident-modes', '/orders?x=/ops/incident-mode'])(
  'leaves %s alone',
  async (path) => {
    const url = await application('http://127.0.0.1:1');
    expect(await (await fetch(url + path)).text()).toBe('own');
  },
);

test('says so when the server is away', async () => {
  const url = await application('http://127.0.0.1:1');
  expect((await fetch(`${url}/ops/incident-mode`)).status).toBe(502);
});
