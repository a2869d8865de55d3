import { setTimeout as pause } from 'node:timers/promises';
import { peakMemory } from '../processMemory.ts';
import { type ServerProcess, startServerProcess } from '../serverProcess.ts';

/** The range of times between two kills, milliseconds. */
export interface KillEvery {
  least: number;
  most: number;
}

/** Share of kills that are followed by another while the server is still recovering from the first. */
const KILLED_TWICE = 0.25;
const SECOND_KILL_MS = 1_500;

export interface Supervised {
  kills: number;
  /** The most memory that any life of the server had, bytes. */
  peakBytes: number;
  /** The server's last life, which goes on. */
  server: ServerProcess;
}

/** Kills the server at random times and starts it again on the same ports and data, until `stopped`. */
export async function killAgainAndAgain(
  first: ServerProcess,
  every: KillEvery,
  random: () => number,
  stopped: AbortSignal,
): Promise<Supervised> {
  const port = new URL(first.url).port;
  const grpcPort = first.grpcAddress.split(':').at(-1) ?? '';
  const flags = ['--port', port, '--grpc-port', grpcPort];
  let [server, kills, peakBytes] = [first, 0, 0];
  const killAndStart = async () => {
    peakBytes = Math.max(peakBytes, await peakMemory(server.pid));
    await server.kill();
    kills++;
    server = await startServerProcess(first.data, flags);
  };
  while (!stopped.aborted) {
    await pause(every.least + random() * (every.most - every.least), undefined, { signal: stopped }).catch(
      () => undefined,
    );
    if (stopped.aborted) break;
    await killAndStart();
    if (random() < KILLED_TWICE) {
      await pause(random() * SECOND_KILL_MS);
      await killAndStart();
    }
  }
  return { kills, peakBytes: Math.max(peakBytes, await peakMemory(server.pid)), server };
}
