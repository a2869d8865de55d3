import { type ChildPart, startPart } from './childPart.ts';
import { type CheckService, DEFAULT_PORTS, type PortName, stages } from './parts.ts';

export interface LaunchOptions {
  /** Base URL of the Throughline server, e.g. `http://localhost:4318`. */
  endpoint: string;
  /** Project key. */
  key: string;
  /** Ports to ask for, by part; those left out have their defaults, 0 is any free one. A taken port moves to a free one. */
  ports?: Partial<Record<PortName, number>>;
  /** Services that payment's check passes through, first to last, before it reaches fraud. Default: none. */
  checks?: CheckService[];
  /** Takes what the parts print, a line at a time, as `[gateway] charge attempt`. Default: nowhere. */
  log?: (line: string) => void;
}

export interface Checkout {
  /** The page to open. */
  shopUrl: string;
  /** Where the page sends its requests, an origin of its own. */
  gatewayUrl: string;
  /** Ends every process that was started; resolves when all are gone. */
  stop(): Promise<void>;
}

/**
 * Starts the whole shop, each part its own process, and resolves when all are ready. If one cannot start, those that did are
 * ended and the error says which one failed and what it printed. The processes end with this one, whichever way it ends.
 */
export async function launchCheckout({
  endpoint,
  key,
  ports = {},
  checks = [],
  log = () => {},
}: LaunchOptions): Promise<Checkout> {
  const children: ChildPart[] = [];
  const stop = async () => void (await Promise.all(children.map((child) => child.stop())));
  const listening: Record<string, number> = {};
  const wanted: Record<string, number> = { ...DEFAULT_PORTS, ...ports };

  try {
    for (const stage of stages(checks)) {
      const started = stage.map(({ name, args, env }) => {
        const settings = { PORT: String(wanted[name] ?? 0), ...env(listening, { endpoint, key }) };
        return startPart({ name, args, env: settings }, (line) => log(`[${name}] ${line}`));
      });
      children.push(...started);
      const stagePorts = await Promise.all(started.map((child) => child.ready));
      for (const [index, { name }] of stage.entries()) listening[name] = stagePorts[index] ?? 0;
    }
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    shopUrl: `http://127.0.0.1:${listening.shop}`,
    gatewayUrl: `http://127.0.0.1:${listening.gateway}`,
    stop,
  };
}
