// Writes the same lines by each log library within one request.
import http from 'node:http';
import bunyan from 'bunyan';
import pino from 'pino';
import winston from 'winston';

const failure = new RangeError('none left');
const write = {
  console() {
    console.info('order taken', { order: 7 });
    console.error('no stock', failure);
  },
  consoleJson() {
    console.log(JSON.stringify({ msg: 'order taken', order: 7 }));
  },
  pino() {
    byPino.info({ order: 7 }, 'order taken');
    byPino.error(failure, 'no stock');
  },
  winston() {
    byWinston.info('order taken', { order: 7 });
    byWinston.error('no stock', failure);
  },
  bunyan() {
    byBunyan.info({ order: 7 }, 'order taken');
    byBunyan.error(failure, 'no stock');
  },
};
const byPino = pino();
const byWinston = winston.createLogger({
  transports: [new winston.transports.Console()],
  format: winston.format.combine(winston.format.errors({ stack: true }), winston.format.json()),
});
const byBunyan = bunyan.createLogger({ name: 'shop' });

const server = http.createServer((request, response) => {
  write[request.url.slice(1)]();
  response.end();
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening http://127.0.0.1:${server.address().port}\n`),
);
