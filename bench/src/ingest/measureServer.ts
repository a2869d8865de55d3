import type { SentKindName } from '../sent/kinds.ts';
import { startSender } from '../sent/startSender.ts';
import { KEY, startServer } from '../server/serverProcess.ts';
import type { Measured } from './measured.ts';

/** The server, until `records` records of a kind are acknowledged and queryable. Merges that happen meanwhile count. */
export async function measureServer(kind: SentKindName, records: number): Promise<Measured> {
  const server = await startServer();
  const peakAtStart = await server.peakBytes();
  const sender = await startSender(server.url, KEY, kind, records);
  const before = await server.cpuSeconds();
  const started = performance.now();
  const sent = await sender.send();
  await server.stored();
  const measured = {
    ...sent,
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: (await server.cpuSeconds()) - before,
    peakAtStart,
    peakBytes: await server.peakBytes(),
  };
  await server.stop();
  await server.remove();
  return measured;
}
