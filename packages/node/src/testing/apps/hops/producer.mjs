// `GET /<hop>` sends one message by that hop, within the request.
import http from 'node:http';
import { hops } from './hops.mjs';
import { clients } from './http.mjs';
import { local } from './local.mjs';

const addresses = await (await fetch(`${process.env.CONSUMER}/addresses`)).json();
const senders = {};
for (const [name, { produce }] of Object.entries(hops)) senders[name] = await produce(addresses[name]);
for (const [name, ask] of Object.entries(clients))
  senders[name] = () => ask(`${process.env.CONSUMER}/${encodeURIComponent(name)}`);
for (const [name, run] of Object.entries(local))
  senders[name] = () => run(() => console.log(`worked ${name}`));

const server = http.createServer(async (request, response) => {
  try {
    await senders[decodeURIComponent(request.url.slice(1))]();
  } catch (error) {
    response.statusCode = 500;
    console.error(error);
  }
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${server.address().port}`));
