/** PostgreSQL's wire protocol over the embedded engine, in memory: a database for the demo, a process of its own. */
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { announceReady } from '../process/launcher.ts';
import { HOST } from '../process/serve.ts';
import { SCHEMA } from './schema.ts';
import { seed } from './seed.ts';

/** Connections at once: two pools of `orders` and one of `receipts`, with room. */
const MAX_CONNECTIONS = 32;

const db = await PGlite.create();
await db.exec(SCHEMA);
await seed(db);

const wanted = Number(process.env.PORT ?? 0);
const port = (await isFree(wanted)) ? wanted : 0;
if (port !== wanted) process.stdout.write(`port ${wanted} is taken, moving to a free one\n`);
const server = new PGLiteSocketServer({ db, host: HOST, port, maxConnections: MAX_CONNECTIONS });
await server.start();
announceReady(Number(server.getServerConn().split(':').at(-1)));

/** Whether `port` can be listened on. Asked beforehand, since the socket server does not say why it failed. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}
