// Works on what comes by any hop, and answers `/addresses` with where the hops without a broker are to be reached.
import http from 'node:http';
import { hops } from './hops.mjs';

const addresses = {};
for (const [name, { consume }] of Object.entries(hops))
  addresses[name] = await consume(() => console.log(`worked ${name}`));

const server = http.createServer((request, response) => {
  if (request.url === '/addresses') response.end(JSON.stringify(addresses));
  else {
    console.log(`worked ${decodeURIComponent(request.url.slice(1))}`);
    response.end();
  }
});
server.listen(0, '127.0.0.1', () => console.log(`listening http://127.0.0.1:${server.address().port}`));
