import {
  getNodeAutoInstrumentations,
  type InstrumentationConfigMap,
} from '@opentelemetry/auto-instrumentations-node';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { PgBossInstrumentation } from '../messaging/pgBoss.ts';

const OFF = { enabled: false };

const CONFIG: InstrumentationConfigMap = {
  // A span for each file, name and socket says little about a request and buries what does.
  '@opentelemetry/instrumentation-fs': OFF,
  '@opentelemetry/instrumentation-dns': OFF,
  '@opentelemetry/instrumentation-net': OFF,
  // These only feed metrics, which are off.
  '@opentelemetry/instrumentation-host-metrics': OFF,
  '@opentelemetry/instrumentation-runtime-node': OFF,
  // A span for each layer that a request falls through; the server span is named by its route all the same.
  '@opentelemetry/instrumentation-router': OFF,
  '@opentelemetry/instrumentation-express': {
    ignoreLayersType: ['middleware', 'router'] as never[],
    // Of Express 5 it would say `request handler` alone.
    spanNameHook: ({ route }) => `request handler - ${route}`,
  },
  '@opentelemetry/instrumentation-connect': OFF,
  // Statements outside of any request or job are the polling and upkeep of pools and queues.
  '@opentelemetry/instrumentation-pg': { requireParentSpan: true },
};

/** OpenTelemetry's auto-instrumentations without the noisy ones, and ours for what it has none. */
export function createInstrumentations(): Instrumentation[] {
  return [...getNodeAutoInstrumentations(CONFIG), new PgBossInstrumentation()];
}
