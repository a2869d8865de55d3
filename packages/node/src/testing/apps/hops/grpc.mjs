import { credentials, makeGenericClientConstructor, Server, ServerCredentials } from '@grpc/grpc-js';

const text = { serialize: (value) => Buffer.from(value), deserialize: (bytes) => bytes.toString() };
const service = {
  take: {
    path: '/shop.Orders/Take',
    requestStream: false,
    responseStream: false,
    requestSerialize: text.serialize,
    requestDeserialize: text.deserialize,
    responseSerialize: text.serialize,
    responseDeserialize: text.deserialize,
  },
};

export async function consume(work) {
  const server = new Server();
  server.addService(service, {
    take(_call, callback) {
      work();
      callback(null, 'taken');
    },
  });
  const port = await new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return `127.0.0.1:${port}`;
}

export async function produce(address) {
  const Client = makeGenericClientConstructor(service, 'Orders');
  const client = new Client(address, credentials.createInsecure());
  return () =>
    new Promise((resolve, reject) =>
      client.take('order', (error, answer) => (error ? reject(error) : resolve(answer))),
    );
}
