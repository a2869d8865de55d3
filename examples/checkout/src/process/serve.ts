import type { AddressInfo, Server } from 'node:net';
import { announceReady } from './launcher.ts';

/** Everything in the example listens on this machine alone. */
export const HOST = '127.0.0.1';

/**
 * Listens on the port that the environment asks for by `PORT` (default 0: any free one) and tells the launcher. If that
 * port is taken it moves to a free one and says so.
 */
export async function serve(server: Server): Promise<number> {
  const wanted = Number(process.env.PORT ?? 0);
  const port = await listen(server, wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    process.stdout.write(`port ${wanted} is taken, moving to a free one\n`);
    return listen(server, 0);
  });
  announceReady(port);
  return port;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
