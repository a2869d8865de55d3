// A gRPC server and its client in one process: `GET /<kind>?…` makes a call of that kind, and answers what came back.
import http from 'node:http';
import {
  credentials,
  Metadata,
  makeGenericClientConstructor,
  Server,
  ServerCredentials,
} from '@grpc/grpc-js';

/** How often messages were made into bytes, and back. */
const conversions = { serialized: 0, deserialized: 0 };
const method = (path, requestStream, responseStream) => ({
  path: `/shop.Orders/${path}`,
  requestStream,
  responseStream,
  requestSerialize: serialize,
  requestDeserialize: deserialize,
  responseSerialize: serialize,
  responseDeserialize: deserialize,
});
const service = {
  unary: method('Unary', false, false),
  clientStream: method('ClientStream', true, false),
  serverStream: method('ServerStream', false, true),
  bidi: method('Bidi', true, true),
};

/** Bytes that are not those of JSON, so that what is recorded is the message and not what went over the wire. */
function serialize(message) {
  conversions.serialized += 1;
  return Buffer.from(`\0${JSON.stringify(message)}`, 'utf16le');
}
function deserialize(bytes) {
  conversions.deserialized += 1;
  const { image, ...message } = JSON.parse(bytes.toString('utf16le').slice(1));
  return image ? { ...message, image: Buffer.from(image) } : message;
}

const server = new Server();
server.addService(service, {
  unary(call, answer) {
    const metadata = new Metadata();
    metadata.set('x-tenant', 'shop');
    metadata.set('trace-bin', Buffer.from([0, 1, 255]));
    call.sendMetadata(metadata);
    if (call.request.fail) answer(Object.assign(new Error('no stock'), { code: 9 }));
    else
      setImmediate(answer, null, {
        taken: call.request.order,
        words: call.request.words,
        password: 'hunter2',
      });
  },
  clientStream(call, answer) {
    let count = 0;
    call.on('data', () => {
      count += 1;
    });
    call.on('end', () => answer(null, { count }));
  },
  serverStream(call) {
    for (let part = 0; part < call.request.parts; part += 1) call.write({ part, secret: 'hunter2' });
    call.end();
  },
  bidi(call) {
    call.on('data', (message) => call.write({ echo: message.part }));
    call.on('end', () => call.end());
  },
});
const port = await new Promise((resolve, reject) =>
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
    error ? reject(error) : resolve(bound),
  ),
);
const Client = makeGenericClientConstructor(service, 'Orders');
const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());

const metadata = () => {
  const given = new Metadata();
  given.set('x-tenant', 'shop');
  given.set('authorization', 'Bearer hunter2hunter2');
  given.set('x-other', 'hunter2');
  return given;
};
const answered = (call) =>
  new Promise((resolve) => {
    const messages = [];
    call.on('data', (message) => messages.push(message));
    call.on('error', ({ message }) => resolve(message));
    call.on('end', () => resolve(messages));
  });
const calls = {
  unary: (message) =>
    new Promise((resolve) =>
      client.unary(message, metadata(), (error, answer) => resolve(error ? error.message : answer)),
    ),
  clientStream: ({ parts }) =>
    new Promise((resolve) => {
      const call = client.clientStream(metadata(), (error, answer) =>
        resolve(error ? error.message : answer),
      );
      for (let part = 0; part < parts; part += 1) call.write({ part, secret: 'hunter2' });
      call.end();
    }),
  serverStream: (message) => answered(client.serverStream(message, metadata())),
  bidi({ parts }) {
    const call = client.bidi(metadata());
    const all = answered(call);
    for (let part = 0; part < parts; part += 1) call.write({ part });
    call.end();
    return all;
  },
};

const front = http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const before = { ...conversions };
  const message = JSON.parse(searchParams.get('message'));
  if (message.words) message.words = 'word '.repeat(message.words);
  const answer = await calls[pathname.slice(1)](message);
  const counts = Object.entries(conversions).map(([name, count]) => [name, count - before[name]]);
  response.end(JSON.stringify({ answer, ...Object.fromEntries(counts) }));
});
front.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${front.address().port}`));
