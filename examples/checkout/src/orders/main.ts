import { createServer } from 'node:http';
import PgBoss from 'pg-boss';
import { RECEIPTS_QUEUE } from '../contract/receipts.ts';
import { required } from '../process/launcher.ts';
import { serve } from '../process/serve.ts';
import { createOrders } from './orders.ts';
import { createStore } from './store.ts';

const connectionString = required('DATABASE_URL');

// The worker in `receipts` looks after the queue's tables; here jobs are only sent.
const boss = new PgBoss({ connectionString, max: 2, supervise: false, schedule: false, migrate: false });
boss.on('error', (error) => console.error('queue error', error));
await boss.start();

await serve(
  createServer(
    createOrders({
      store: createStore(connectionString),
      sendReceipt: async (receipt) => void (await boss.send(RECEIPTS_QUEUE, receipt)),
    }),
  ),
);
