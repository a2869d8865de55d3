// Loggers that take warnings alone write what they drop: `GET /<anything>/<logger>`.
import http from 'node:http';
import bunyan from 'bunyan';
import pino from 'pino';
import winston from 'winston';

/** How often a logger has turned a field into what is written. */
let serialized = 0;
const serializers = {
  order(value) {
    serialized += 1;
    return value;
  },
};
const byPino = pino({ level: 'warn', serializers });
const byBunyan = bunyan.createLogger({ name: 'shop', level: 'warn', serializers });
const byWinston = winston.createLogger({
  level: 'warn',
  format: winston.format.json(),
  transports: [new winston.transports.Console()],
});
const silent = pino({ level: 'silent' });

const write = {
  console: () => console.debug('looked up', { order: 7 }),
  pino() {
    byPino.debug({ order: 7 }, 'looked up');
    byPino.trace('looked up %s', 'deeply');
  },
  pinoChild() {
    byPino.child({ part: 'stock' }, { level: 'error' }).info({ order: 7, password: 'hunter2' }, 'looked up');
    silent.error('looked up');
  },
  winston() {
    byWinston.debug('looked up', { order: 7 });
    byWinston.silly('looked up deeply');
  },
  bunyan() {
    byBunyan.debug({ order: 7 }, 'looked up');
    byBunyan.child({ part: 'stock' }).trace('looked up %s', 'deeply');
  },
};

const server = http.createServer((request, response) => {
  const name = request.url.split('/').pop();
  write[name]?.();
  // What shows that everything before it has been sent.
  byPino.warn('written');
  response.end(String(serialized));
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening http://127.0.0.1:${server.address().port}\n`),
);
