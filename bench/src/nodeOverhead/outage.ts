import { startChild } from './child.ts';
import type { Load } from './load.ts';
import { type Service, type Surroundings, startService, warmUp } from './measure.ts';
import type { Variant } from './variants.ts';

/** Requests a second while the server is away. */
const RATE = 150;
const WARM_UP_REQUESTS = 1_500;
/** How often memory is looked at, seconds. */
const EVERY_SECONDS = 10;

/** Memory of one service while the server is away: at its beginning, and every ten seconds; bytes. */
export interface Outage {
  variant: Variant;
  memory: { rss: number; heap: number }[];
}

/**
 * What services hold while the server is away for `seconds` under load, side by side. The receiver takes what they send until
 * they are warm, and then is gone: its port refuses connections.
 */
export async function measureOutage(
  variants: Variant[],
  seconds: number,
  programs: { receiver: string; load: string },
  surroundings: Omit<Surroundings, 'receiver' | 'load'>,
): Promise<Outage[]> {
  const receiver = await startChild(programs.receiver);
  const started = await Promise.all(
    variants.map(async (variant) => {
      const load = await startChild(programs.load);
      const own: Surroundings = { ...surroundings, receiver, load };
      const service = await startService(variant, own);
      await warmUp(service, WARM_UP_REQUESTS, own);
      await service.settled;
      return { service, load };
    }),
  );
  await receiver.leave();
  const outages = await Promise.all(
    started.map(async ({ service, load }) => {
      const memory = [await memoryOf(service)];
      for (let passed = 0; passed < seconds; passed += EVERY_SECONDS) {
        const length = Math.min(EVERY_SECONDS, seconds - passed);
        await load.ask({
          url: service.url,
          requests: RATE * length,
          rate: RATE,
          visitors: service.variant.visitors,
        } satisfies Load);
        memory.push(await memoryOf(service));
      }
      return { variant: service.variant, memory };
    }),
  );
  await Promise.all(started.flatMap(({ service, load }) => [service.leave(), load.leave()]));
  return outages;
}

const memoryOf = (service: Service) => service.ask<{ rss: number; heap: number }>('memory');
