// Passes what it gets on by two clients of HTTP, by gRPC and as messages of a queue, and writes it into its log by two
// libraries, if it is told to. What goes to `broken` is given to a function that throws.
import http from 'node:http';
import {
  credentials,
  Metadata,
  makeGenericClientConstructor,
  Server,
  ServerCredentials,
} from '@grpc/grpc-js';
import { configurePayloads, withMessage } from '@throughline/node';
import pino from 'pino';

configurePayloads({
  redact(payload) {
    if (/broken/i.test(payload.target)) throw new Error('no');
    return payload;
  },
});

const byPino = pino({ level: 'info' }, { write() {} });

const toBytes = (message) => Buffer.from(JSON.stringify(message));
const toMessage = (bytes) => JSON.parse(bytes.toString());
const method = (path) => ({
  path: `/shop.Secrets/${path}`,
  requestStream: false,
  responseStream: false,
  requestSerialize: toBytes,
  requestDeserialize: toMessage,
  responseSerialize: toBytes,
  responseDeserialize: toMessage,
});
const service = { take: method('Take'), broken: method('Broken') };
const echo = (call, answer) => answer(null, call.request);
const rpcServer = new Server();
rpcServer.addService(service, { take: echo, broken: echo });
const rpcPort = await new Promise((resolve, reject) =>
  rpcServer.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
    error ? reject(error) : resolve(port),
  ),
);
const Client = makeGenericClientConstructor(service, 'Secrets');
const client = new Client(`127.0.0.1:${rpcPort}`, credentials.createInsecure());

/** Headers that HTTP/2 or gRPC keep for themselves. */
const RESERVED = new Set(['content-type', 'accept', 'accept-encoding', 'user-agent', 'keep-alive']);

function callByGrpc(name, message, headers) {
  const metadata = new Metadata();
  for (const [header, value] of Object.entries(headers))
    if (!RESERVED.has(header)) metadata.set(header, String(value));
  return new Promise((resolve, reject) =>
    client[name](message, metadata, (error, answer) => (error ? reject(error) : resolve(answer))),
  );
}

const server = http.createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const [path, query = ''] = request.url.split('?');
  const name = path.slice(1);
  if (query.includes('logged=1')) {
    console.log('got %s', body);
    console.error('failed', new Error(`cannot take ${body}`));
    byPino.info({ body: parsed(body) }, 'taken');
    byPino.error(new Error(`cannot take ${body}`), 'failed');
  }
  const { host, connection, 'content-length': _, ...headers } = request.headers;
  const url = `${process.env.DOWNSTREAM}/${name}?${query}`;
  await (await fetch(url, { method: 'POST', headers, body })).text();
  await new Promise((resolve, reject) =>
    http
      .request(url, { method: 'POST', headers }, (answer) => answer.resume().on('end', resolve))
      .on('error', reject)
      .end(body),
  );
  await callByGrpc(name, parsed(body), headers);
  for (const data of [body, { body: parsed(body) }])
    withMessage({ headers, data }, () => {}, { system: 'queue', destination: name });
  response.writeHead(200, { 'content-type': request.headers['content-type'] ?? 'text/plain' });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${server.address().port}`));

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
