import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './child.ts';

/** The service behind the one that is measured: answers at once. */
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ path: request.url, left: 7, warehouses: ['north', 'south'] }));
});
server.listen(0, '127.0.0.1', () =>
  answer(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => undefined),
);
