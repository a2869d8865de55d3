// Asks for every kind of answer by every client, and tells all that the caller gets to see of it.
import { createHash } from 'node:crypto';
import http from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { request as undiciRequest } from 'undici';

const KINDS = [
  ['GET', 'json'],
  ['GET', 'chunked'],
  ['GET', 'events'],
  ['GET', 'none'],
  ['GET', 'gzip'],
  ['GET', 'binary'],
  ['GET', 'trailers'],
  ['GET', 'aborted'],
  ['HEAD', 'json'],
  ['HEAD', 'length'],
  ['POST', 'piped'],
  ['POST', 'ignored'],
];

/** What is sent: more than any buffer on the way takes at once. */
const parts = () => ['{"order":', 'x'.repeat(1_000_000), '}'];

const headers = { 'content-type': 'application/json' };

async function seen(status, given, stream) {
  const hash = createHash('sha256');
  let size = 0;
  let end = 'end';
  try {
    for await (const chunk of stream ?? []) {
      hash.update(chunk);
      size += chunk.length;
    }
  } catch (error) {
    end = error.code ?? error.cause?.code ?? error.name;
  }
  const shown = Object.entries(given).filter(
    ([name]) => !['date', 'connection', 'keep-alive'].includes(name),
  );
  return { status, headers: Object.fromEntries(shown), size, hash: hash.digest('hex'), end };
}

function byHttp(method, url, send) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers: method === 'POST' ? headers : {} });
    request.on('response', (response) => {
      const trailers = () => ({ trailers: response.trailers });
      resolve(
        seen(response.statusCode, response.headers, response).then((all) => ({ ...all, ...trailers() })),
      );
    });
    request.on('error', reject);
    send(request);
  });
}

const clients = {
  async http(method, url) {
    let said = [];
    const answer = await byHttp(method, url, (request) => {
      if (method === 'POST') said = parts().map((part) => request.write(part));
      request.end();
    });
    return { ...answer, said };
  },
  'http, piped': (method, url) =>
    byHttp(method, url, (request) => {
      if (method === 'POST') pipeline(Readable.from(parts()), request).catch(() => {});
      else request.end();
    }),
  async fetch(method, url) {
    const body = method === 'POST' ? new Blob(parts()).stream() : undefined;
    const answer = await fetch(url, { method, ...(body && { headers, body, duplex: 'half' }) });
    return seen(answer.status, Object.fromEntries(answer.headers), answer.body);
  },
  async undici(method, url) {
    const body = method === 'POST' ? Readable.from(parts().map(Buffer.from)) : undefined;
    const answer = await undiciRequest(url, { method, ...(body && { headers, body }) });
    return seen(answer.statusCode, answer.headers, answer.body);
  },
};

/** All that `client` sees of the answers of the service at `back`. */
export async function outgoing(client, back) {
  const answers = {};
  for (const [method, path] of KINDS)
    answers[`${method} ${path}`] = await clients[client](method, `${back}/${path}`);
  return answers;
}
