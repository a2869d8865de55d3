import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** For tests: what the fakes of vendors have in common. A fake is no vendor, but answers as its published API says. */

export interface AskedRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  bytes: Buffer;
}

export interface FakeAnswer {
  status: number;
  /** Sent as JSON, or as text if it is one. */
  body: unknown;
  headers?: Record<string, string>;
}

export interface FakeVendor {
  url: string;
  asked: AskedRequest[];
  close: () => Promise<void>;
}

export async function startFakeVendor(
  answer: (request: AskedRequest, url: string) => FakeAnswer,
): Promise<FakeVendor> {
  const asked: AskedRequest[] = [];
  let url = '';
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString('utf8');
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, text, bytes };
    asked.push(one);
    const { status, body, headers: more } = answer(one, url);
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...more });
    response.end(isText ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The body as JSON; `undefined` if it is none, or not said to be. */
export function jsonBody({ headers, text }: AskedRequest): Record<string, unknown> | undefined {
  if (!/^application\/json(;|$)/.test(headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
