import { type Child, startChild } from './child.ts';
import type { Load, Loaded } from './load.ts';
import type { Received } from './receiver.ts';
import type { Variant } from './variants.ts';

/** After the last request, until what is gathered has been sent, milliseconds: batches wait for a second. */
const SETTLE_MS = 1_300;

/** Where everything of a run is. */
export interface Surroundings {
  /** Program of the service. */
  service: string;
  /** The service behind it. */
  stock: Child;
  receiver: Child;
  load: Child;
  /** Where profiles are written; none are if it is missing. */
  profiles?: string | undefined;
}

export interface Service extends Child {
  variant: Variant;
  /** Resolves when nothing of it is being measured. */
  settled: Promise<unknown>;
}

/** One load on one service. */
export interface Slice {
  variant: string;
  round: number;
  requests: number;
  failed: number;
  /** CPU of the whole process from the first request until what it gathered was sent, microseconds. */
  microseconds: number;
  latencies: number[];
}

/** A process that ran one variant for a round. */
export interface Round {
  variant: string;
  /** Requests that were measured, and what the receiver got of them. */
  requests: number;
  received: Received;
  /** At its end, bytes. */
  rss: number;
  heap: number;
}

export async function startService(
  variant: Variant,
  { service, stock, receiver, profiles }: Surroundings,
): Promise<Service> {
  const child = await startChild(service, {
    execArgv: [
      '--expose-gc',
      ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`, '--cpu-prof-interval=200'] : []),
      ...variant.flags,
    ],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      OTEL_SERVICE_NAME: 'shop',
      STOCK: stock.url,
      ...variant.env(`${receiver.url}/${variant.name}`),
    },
  });
  return { ...child, variant, settled: Promise.resolve() };
}

/** Until its code is compiled, as a service's is that has run for a while. */
export async function warmUp(service: Service, requests: number, { load }: Surroundings): Promise<void> {
  await load.ask<Loaded>({
    url: service.url,
    requests,
    visitors: service.variant.visitors,
  } satisfies Load);
  service.settled = settle();
}

/**
 * Loads the service with `requests`. Resolves when they are answered; `record` is called later, when what
 * was gathered has been sent: meanwhile the next service has its turn.
 */
export async function measureSlice(
  service: Service,
  { round, requests }: { round: number; requests: number },
  { load }: Surroundings,
  record: (slice: Slice) => void,
): Promise<void> {
  await service.settled;
  const before = await service.ask<number>('cpu');
  const { latencies, failed } = await load.ask<Loaded>({
    url: service.url,
    requests,
    visitors: service.variant.visitors,
  } satisfies Load);
  service.settled = settle().then(async () => {
    const microseconds = (await service.ask<number>('cpu')) - before;
    record({
      variant: service.variant.name,
      round,
      requests: latencies.length,
      failed,
      microseconds,
      latencies,
    });
  });
}

/** What the receiver has got of each variant so far. */
export async function receivedSoFar({ receiver }: Surroundings): Promise<Record<string, Received>> {
  return receiver.ask<Record<string, Received>>('received');
}

const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
