import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSender } from '../sent/startSender.ts';
import type { Measured } from './measured.ts';

const program = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url));

/** The bare engine on the spool files that the server would have written. */
export async function measureEngine(spans: number): Promise<Measured> {
  const child = fork(program('engineOnly'), [String(spans)]);
  const [measured] = (await once(child, 'message')) as [Measured];
  return measured;
}

/** What most collectors in JavaScript do. */
export async function measureConventional(spans: number): Promise<Measured> {
  const child = fork(program('conventional'));
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const sender = await startSender(url, '', 'spans', spans);
  const started = performance.now();
  const { latencies } = await sender.send();
  child.send('finish');
  const [measured] = (await once(child, 'message')) as [Measured];
  return { ...measured, latencies, wallSeconds: (performance.now() - started) / 1000 };
}
