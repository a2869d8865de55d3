// The hops within one process, and those into a process or thread of its own: each works once.
import { execFileSync, spawn } from 'node:child_process';
import { EventEmitter, on, once } from 'node:events';
import { pipeline, Transform, Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { inject, runWithSession, withMessage } from '@throughline/node';
import cron from 'node-cron';

const childFile = new URL('./child.mjs', import.meta.url);

const orders = new EventEmitter();
const handled = new EventEmitter();
(async () => {
  for await (const [message, work] of on(orders, 'order')) {
    withMessage(message, work, { system: 'events', destination: 'order' });
    handled.emit('handled');
  }
})();

export const local = {
  timers: (work) => new Promise((resolve) => setTimeout(() => setImmediate(() => resolve(work())), 5)),
  streams: (work) =>
    new Promise((resolve, reject) => {
      const pass = new Transform({ transform: (chunk, _encoding, done) => setTimeout(done, 2, null, chunk) });
      const last = new Writable({
        write(_chunk, _encoding, done) {
          work();
          done();
        },
      });
      pipeline(pass, last, (error) => (error ? reject(error) : resolve()));
      pass.end('order');
    }),
  'node-cron': (work) =>
    new Promise((resolve) => {
      const task = cron.schedule('* * * * * *', function tick() {
        task.stop();
        resolve(work());
      });
    }),
  runWithSession: (work) => runWithSession(process.env.OTHER_SESSION, work),
  worker_threads: async () => {
    const worker = new Worker(new URL('./thread.mjs', import.meta.url));
    worker.postMessage(inject({ order: '1' }));
    await once(worker, 'exit');
  },
  'worker_threads, workerData': async () => {
    const workerData = inject({ order: '1' });
    await once(new Worker(new URL('./threadData.mjs', import.meta.url), { workerData }), 'exit');
  },
  // The loop belongs to nobody; each of its messages says whose it is.
  'events.on()': (work) =>
    new Promise((resolve) => {
      handled.once('handled', resolve);
      orders.emit('order', inject({ order: '1' }), work);
    }),
  'child_process.spawn': async () => {
    const child = spawn(process.execPath, [...process.execArgv, childFile.pathname, 'child_process.spawn'], {
      stdio: 'ignore',
    });
    await once(child, 'exit');
  },
  'child_process.execFileSync': async () => {
    execFileSync(process.execPath, [...process.execArgv, childFile.pathname, 'child_process.execFileSync']);
  },
};
