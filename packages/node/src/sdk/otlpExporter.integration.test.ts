import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExportResultCode } from '@opentelemetry/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { OtlpExporter } from './otlpExporter.ts';
import { postOtlp } from './otlpRequest.ts';

const serializer = {
  serializeRequest: (items: string[]) => Buffer.from(items.join()),
  deserializeResponse: () => undefined,
};

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server that answers with `statuses` one after the other, the last for ever; 0 stands for no answer at all. */
async function serve(statuses: number[], headers: Record<string, string> = {}) {
  const bodies: string[] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    if (status) response.writeHead(status, headers).end('the reason');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const losses: string[] = [];
  const target = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    headers: async () => ({}),
    compression: 'none' as const,
    timeoutMillis: 10_000,
    agent: new (await import('node:http')).Agent({ keepAlive: true }),
  };
  const exporter = new OtlpExporter<string>({
    serializer,
    send: (body) => postOtlp(target, body),
    timeoutMillis: 10_000,
    onLoss: (reason) => losses.push(reason),
  });
  const exported = (item: string) =>
    new Promise<number>((resolve) => exporter.export([item], (result) => resolve(result.code)));
  return { exporter, exported, bodies, losses };
}

describe('the exporter', () => {
  test('sends a batch again while the server asks for patience', async () => {
    const { exported, bodies, losses } = await serve([503, 200]);
    expect(await exported('a')).toBe(ExportResultCode.SUCCESS);
    expect(bodies).toEqual(['a', 'a']);
    expect(losses).toEqual([]);
  });

  test('gives up at once what the server refuses, and says why', async () => {
    const { exported, bodies, losses } = await serve([401]);
    expect(await exported('a')).toBe(ExportResultCode.FAILED);
    expect(bodies).toEqual(['a']);
    expect(losses).toEqual(['it answered 401 Unauthorized: the reason']);
  });

  test('waits as long as Retry-After says, unless that is longer than it may', async () => {
    const { exported, bodies, losses } = await serve([503], { 'retry-after': '3600' });
    expect(await exported('a')).toBe(ExportResultCode.FAILED);
    expect(bodies).toEqual(['a']);
    expect(losses).toHaveLength(1);
  });

  test('tries once more and no longer when it is told to stop retrying', async () => {
    const { exporter, exported, bodies } = await serve([503]);
    const result = exported('a');
    await vi.waitFor(() => expect(bodies).toHaveLength(1));
    exporter.stopRetrying();
    expect(await result).toBe(ExportResultCode.FAILED);
    // Left alone it would send the batch five times within its ten seconds.
    expect(bodies.length).toBeLessThanOrEqual(2);
  });

  test('holds two batches at most for a server that does not answer', async () => {
    const { exporter, exported, losses } = await serve([0]);
    void exported('a');
    void exported('b');
    expect(await exported('c')).toBe(ExportResultCode.FAILED);
    expect(losses).toEqual(['the server is too slow']);
    exporter.stopRetrying();
  });
});
