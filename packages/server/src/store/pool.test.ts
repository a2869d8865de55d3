import { expect, it } from 'vitest';
import { createPool, PoolFullError } from './pool.ts';

/** A task that runs until it is told to end. */
function held() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { task: () => ended, end };
}

it('gives each task an item of its own, and lets the others wait in order', async () => {
  const pool = createPool(['a', 'b'], 10);
  const order: string[] = [];
  const first = held();
  const taken = pool.run(async (item) => {
    order.push(item);
    await first.task();
  });
  await pool.run(async (item) => void order.push(item));
  const second = held();
  const other = pool.run(async (item) => {
    order.push(item);
    await second.task();
  });
  const waiting = ['third', 'fourth'].map((name) => pool.run(async () => void order.push(name)));
  await new Promise(setImmediate);
  // The last one given back is the next one taken.
  expect(order).toEqual(['b', 'a', 'a']);
  second.end();
  await Promise.all([other, ...waiting]);
  expect(order).toEqual(['b', 'a', 'a', 'third', 'fourth']);
  first.end();
  await taken;
});

it('refuses at once when too many wait', async () => {
  const pool = createPool(['only'], 1);
  const running = held();
  const taken = pool.run(running.task);
  const waiting = pool.run(async () => 'had its turn');
  await expect(pool.run(async () => 'never')).rejects.toBeInstanceOf(PoolFullError);
  running.end();
  await taken;
  expect(await waiting).toBe('had its turn');
});

it('lets who is aborted leave the queue at once, and gives the place to the next', async () => {
  const pool = createPool(['only'], 1);
  const running = held();
  const taken = pool.run(running.task);
  const gone = new AbortController();
  const left = pool.run(async () => 'never', gone.signal);
  gone.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  const next = pool.run(async () => 'had its turn');
  running.end();
  await taken;
  expect(await next).toBe('had its turn');
  await expect(pool.run(async () => 'never', gone.signal)).rejects.toThrow('gone');
});

it('frees the item of a task that failed', async () => {
  const pool = createPool(['only'], 0);
  await expect(pool.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await pool.run(async (item) => item)).toBe('only');
});

it('is idle when nothing runs or waits', async () => {
  const pool = createPool(['only'], 1);
  const running = held();
  let done = 0;
  const all = [running.task, async () => undefined].map((task) => pool.run(task).then(() => done++));
  const idle = pool.idle().then(() => done);
  running.end();
  expect(await idle).toBe(2);
  await Promise.all(all);
});
