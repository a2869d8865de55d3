// Answers in every way that an answer can be written, and asks in every way that a request can be sent.
import { createReadStream } from 'node:fs';
import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { request as undiciRequest } from 'undici';
import { outgoing } from './outgoing.mjs';

/** Texts with this word that were parsed: a body is for its reader alone to parse. */
const COUNTED = 'counted';
let parsed = 0;
const { parse } = JSON;
JSON.parse = (text, ...rest) => {
  if (String(text).includes(COUNTED)) parsed += 1;
  return parse(text, ...rest);
};

const json = { 'content-type': 'application/json' };
const answer = JSON.stringify({
  order: 7,
  card: { number: '4111 1111 1111 1111', cvc: '123' },
  Password: 'hunter2',
});

const routes = {
  async echo(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.writeHead(201, { ...json, 'x-tenant': 'shop' });
    response.end(Buffer.concat(chunks));
  },
  ignored(_request, response) {
    response.end('the body was not read');
  },
  piped(request, response) {
    response.setHeader('content-type', 'text/plain');
    request.pipe(response);
  },
  // What `write()` gives back is written too: a response that is recorded must say the same of its back-pressure.
  chunked(_request, response) {
    response.setHeader('content-type', 'text/plain; charset=latin1');
    const said = [response.write('caf\u00e9 ', 'latin1'), response.write('x'.repeat(1_000_000))];
    response.end(`\n${JSON.stringify(said)}`);
  },
  file(_request, response) {
    createReadStream(new URL(import.meta.url)).pipe(response);
  },
  json(_request, response) {
    response.writeHead(200, json).end(answer);
  },
  length(_request, response) {
    response.writeHead(200, ['content-type', 'application/json', 'content-length', String(answer.length)]);
    response.end(answer);
  },
  none(_request, response) {
    response.writeHead(204).end();
  },
  gzip(_request, response) {
    response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(answer));
  },
  binary(_request, response) {
    response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([137, 80, 78, 71, 0, 255]));
  },
  events(_request, response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: one\n\n');
    setTimeout(() => response.end('data: two\n\n'), 5);
  },
  trailers(_request, response) {
    response.writeHead(200, { ...json, trailer: 'x-checksum' });
    response.write(answer);
    response.addTrailers({ 'x-checksum': '1' });
    response.end();
  },
  aborted(_request, response) {
    response.writeHead(200, json);
    response.write('{"half":', () => response.destroy());
  },
  async outgoing(request, response) {
    const { searchParams } = new URL(request.url, 'http://localhost');
    const back = process.env.BACK ?? `http://${request.headers.host}`;
    response.end(JSON.stringify(await outgoing(searchParams.get('by'), back)));
  },
  // Reads a body once here, asks the service behind, and reads its answer once.
  async counting(request, response) {
    const before = parsed;
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const order = JSON.parse(Buffer.concat(chunks));
    const back = process.env.BACK ?? `http://${request.headers.host}`;
    const body = JSON.stringify(order);
    JSON.parse(await (await fetch(`${back}/echo`, { method: 'POST', headers: json, body })).text());
    response.writeHead(200, json).end(JSON.stringify({ parsed: parsed - before }));
  },
  async calls(_request, response) {
    const url = `${process.env.BACK}/echo?token=hunter2&order=7`;
    const headers = { ...json, authorization: 'Bearer abc123def456' };
    const answers = [];
    for (const [name, call] of Object.entries(calls)) answers.push([name, await call(url, headers)]);
    response.writeHead(200, json).end(JSON.stringify(Object.fromEntries(answers)));
  },
};

const body = (client) => JSON.stringify({ client, secret: 'hunter2' });
const calls = {
  http: (url, headers) =>
    new Promise((resolve, reject) => {
      const request = http.request(url, { method: 'POST', headers }, async (answer) => {
        let all = '';
        for await (const chunk of answer) all += chunk;
        resolve(all);
      });
      request.on('error', reject);
      request.write(body('http').slice(0, 5));
      request.end(body('http').slice(5));
    }),
  fetch: async (url, headers) => (await fetch(url, { method: 'POST', headers, body: body('fetch') })).text(),
  undici: async (url, headers) =>
    (await undiciRequest(url, { method: 'POST', headers, body: body('undici') })).body.text(),
};

const server = http.createServer((request, response) =>
  routes[new URL(request.url, 'http://localhost').pathname.slice(1)](request, response),
);
server.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${server.address().port}`));
