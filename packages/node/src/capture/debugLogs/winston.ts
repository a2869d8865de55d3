import type { Context } from '@opentelemetry/api';
import { InstrumentationBase, InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { isInIncident } from './inIncident.ts';

/** Where OpenTelemetry's instrumentation of winston leaves the context that a record was written in. */
const CONTEXT: unique symbol = Symbol.for('opentelemetry.js.contrib.winston.context');

type Write = (
  this: Transport,
  info: { exception?: boolean; [CONTEXT]?: Context },
  encoding: unknown,
  done: () => void,
) => unknown;
/** A transport of winston 3; `_write` is where it compares levels. */
interface Transport {
  silent?: boolean;
  log(info: unknown, done: () => void): unknown;
  _write: Write;
}
interface TransportModule {
  OpenTelemetryTransportV3: { prototype: Transport };
}

/** Sends what the level of a logger of winston drops while it is part of an incident. */
export class WinstonDebugInstrumentation extends InstrumentationBase {
  constructor() {
    super('@throughline/node/winston', '0.1.0', {});
  }

  protected init() {
    return new InstrumentationNodeModuleDefinition(
      '@opentelemetry/winston-transport',
      ['<1'],
      (module: TransportModule) => {
        const { prototype } = module.OpenTelemetryTransportV3;
        const { _write } = prototype;
        prototype._write = function (info, encoding, done) {
          return !this.silent && info.exception !== true && isInIncident(info[CONTEXT])
            ? this.log(info, done)
            : _write.call(this, info, encoding, done);
        };
        return module;
      },
    );
  }
}
