import type { Span } from '@opentelemetry/api';
import type { InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { BunyanInstrumentation } from '@opentelemetry/instrumentation-bunyan';
import { currentSessionId } from '../context/sessionContext.ts';
import { type BunyanPrototype, sendDroppedByBunyan } from './debugLogs/bunyan.ts';

/**
 * The settings of OpenTelemetry's instrumentations of pino, winston and bunyan: each record is sent by OTLP, and with
 * `fields` the application's own output names the session beside the trace and span.
 */
export function logLibrarySettings(fields: boolean) {
  return { disableLogCorrelation: !fields, logHook: addSession };
}

function addSession(_span: Span, record: Record<string, unknown>): void {
  const sessionId = currentSessionId();
  if (sessionId !== undefined) record.session_id = sessionId;
}

/** OpenTelemetry's own stops at bunyan 1; what it wraps is the same in 2. */
export class BunyanToTwoInstrumentation extends BunyanInstrumentation {
  override init(): InstrumentationNodeModuleDefinition[] {
    const definitions = super.init();
    for (const definition of definitions) {
      definition.supportedVersions = ['>=1.0.0 <3'];
      const { patch } = definition;
      definition.patch = (exports, version) => {
        const { prototype } = (exports.default ?? exports) as { prototype: BunyanPrototype };
        sendDroppedByBunyan(prototype);
        return patch ? patch(exports, version) : exports;
      };
    }
    return definitions;
  }
}
