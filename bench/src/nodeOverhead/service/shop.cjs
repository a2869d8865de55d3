// The service that is measured: an ordinary one of Express, as CommonJS, which every SDK knows how to instrument.
const express = require('express');
const pino = require('pino');

// Most SDKs send what any pino writes.
const log = process.env.LOGGER ? require(process.env.LOGGER) : pino();
const app = express();
app.use(express.json());

app.post('/echo', (request, response) => {
  const { customer, items } = request.body;
  response.json({
    customer,
    items,
    count: items.length,
    total: items.reduce((sum, { price }) => sum + price, 0),
  });
});

app.get('/price/:id', async (request, response) => {
  const answer = await fetch(`${process.env.STOCK}/stock/${request.params.id}`);
  const { left } = await answer.json();
  log.info({ item: request.params.id, left }, 'priced an item');
  response.json({ id: request.params.id, price: 12.5, currency: request.query.currency, left });
});

const server = app.listen(0, '127.0.0.1', () => {
  process.send({ url: `http://127.0.0.1:${server.address().port}` });
});

const ANSWERS = {
  /** User and system time of the whole process so far, microseconds. */
  cpu() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  /** Bytes: of the process as it is, and of the heap after a collection. */
  memory() {
    const { rss } = process.memoryUsage();
    global.gc();
    return { rss, heap: process.memoryUsage().heapUsed };
  },
};
process.on('message', ({ id, ask }) => process.send({ id, answer: ANSWERS[ask]() }));
// Ends with whoever started it, by itself: a CPU profile is written at the end of a process.
process.on('disconnect', () => process.exit());
