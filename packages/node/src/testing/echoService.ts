import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The service behind the one that is tested: answers each request with `answer`, by default the headers that it came with. */
export async function startEchoService(answer?: string): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(answer ?? JSON.stringify(request.headers));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
