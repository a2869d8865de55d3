import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SentKindName } from './kinds.ts';
import type { Sent } from './sender.ts';

/** A sender whose bodies are made; `send` resolves when all are acknowledged. */
export async function startSender(url: string, key: string, kind: SentKindName, records: number) {
  const program = fileURLToPath(new URL('./sender.js', import.meta.url));
  const child = fork(program, [url, key, kind, String(records)]);
  // Comes after the last message, which the end of the process may not.
  const ended = once(child, 'disconnect');
  const message = async () => {
    const first = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
    if (!first) throw new Error('the sender failed');
    return first[0] as unknown;
  };
  await message();
  return {
    async send(): Promise<Sent> {
      child.send('go');
      return (await message()) as Sent;
    },
  };
}
