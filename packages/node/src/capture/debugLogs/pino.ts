import { InstrumentationBase, InstrumentationNodeModuleDefinition } from '@opentelemetry/instrumentation';
import { moduleFile } from '../../patching/moduleFile.ts';
import { isInIncident } from './inIncident.ts';

/** A logger of pino, as far as it is used: https://github.com/pinojs/pino/blob/main/lib/proto.js */
interface Logger {
  level: string;
  levels: { values: Record<string, number> };
  isLevelEnabled(level: string): boolean;
  [member: string | symbol]: unknown;
}
type Write = (this: Logger, ...args: unknown[]) => void;
interface LevelsModule {
  setLevel(this: Logger, level: string | number): void;
}
interface ToolsModule {
  /** The method that writes records of a level. */
  genLog(level: number): Write;
}
interface SymbolsModule {
  streamSym: symbol;
}
/** The stream by which OpenTelemetry's instrumentation has pino write to two places. */
interface Multistream {
  streams?: { stream: { constructor: { name: string } } }[];
}

const STREAM_OF_OPENTELEMETRY = 'OTelPinoStream';

/** Nothing at all is wanted of a logger that is silent: not even in an incident. */
const SILENT = 'silent';

/** Sends what the level of a logger of pino drops while it is part of an incident. */
export class PinoDebugInstrumentation extends InstrumentationBase {
  constructor() {
    super('@throughline/node/pino', '0.1.0', {});
  }

  protected init() {
    let genLog: ToolsModule['genLog'] | undefined;
    let streamSym: symbol | undefined;
    // The first of OpenTelemetry's that can send.
    const versions = ['>=7 <11'];
    const files = [
      moduleFile<ToolsModule>('pino/lib/tools.js', versions, (module) => {
        genLog = module.genLog;
      }),
      moduleFile<SymbolsModule>('pino/lib/symbols.js', versions, (module) => {
        streamSym = module.streamSym;
      }),
      moduleFile<LevelsModule>('pino/lib/levels.js', versions, (module) => {
        if (genLog && streamSym) patchLevels(module, genLog, streamSym);
      }),
    ];
    return new InstrumentationNodeModuleDefinition('pino', versions, undefined, undefined, files);
  }
}

function patchLevels(module: LevelsModule, genLog: ToolsModule['genLog'], streamSym: symbol): void {
  const { setLevel } = module;
  /** One for each level, for all loggers: what stands in the place of pino's own empty function. */
  const dropped = new Map<string, Write>();

  function droppedAt(level: string): Write {
    const known = dropped.get(level);
    if (known) return known;
    const write: Write = function (...args) {
      if (isInIncident() && this.level !== SILENT) send(this, level, args);
    };
    dropped.set(level, write);
    return write;
  }

  function send(logger: Logger, level: string, args: unknown[]): void {
    try {
      const { streams = [] } = logger[streamSym] as Multistream;
      const ours = streams.find(({ stream }) => stream.constructor.name === STREAM_OF_OPENTELEMETRY);
      const value = logger.levels.values[level];
      if (!ours || value === undefined) return;
      // The same logger, with its fields, serializers and redaction, that writes to us alone.
      const twin: Logger = Object.create(logger, { [streamSym]: { value: ours.stream } });
      genLog(value).apply(twin, args);
    } catch {
      // A field whose own serializer throws: the application never asked for this record.
    }
  }

  module.setLevel = function (level) {
    setLevel.call(this, level);
    for (const name of Object.keys(this.levels.values))
      if (!this.isLevelEnabled(name)) this[name] = droppedAt(name);
  };
}
