import { isInIncident } from './inIncident.ts';

/** A logger of bunyan, as far as it is used. */
interface Logger {
  /** The lowest level that any of its streams takes. */
  _level: number;
  _emit(record: unknown): unknown;
  streams: { raw?: boolean; stream?: { constructor: { name: string }; write(record: unknown): void } }[];
}
type Write = (this: Logger, ...args: unknown[]) => unknown;
export type BunyanPrototype = Record<keyof typeof LEVELS, Write>;

/** Bunyan's own numbers. */
const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50 } as const;
const FATAL = 60;

const STREAM_OF_OPENTELEMETRY = 'OpenTelemetryBunyanStream';

/** A package that is both required and imported comes twice. */
const patched = new WeakSet<BunyanPrototype>();

/** From now on what the level of a logger of bunyan drops is sent while it is part of an incident. */
export function sendDroppedByBunyan(prototype: BunyanPrototype): void {
  if (patched.has(prototype)) return;
  patched.add(prototype);
  for (const [name, level] of Object.entries(LEVELS)) {
    const method = name as keyof typeof LEVELS;
    const original = prototype[method];
    prototype[method] = function (...args) {
      // Above the highest level a logger is silent, and without arguments it is asked for its level.
      if (this._level > level && this._level <= FATAL && args.length > 0 && isInIncident())
        send(this, original, level, args);
      return original.apply(this, args);
    };
  }
}

function send(logger: Logger, write: Write, level: number, args: unknown[]): void {
  try {
    const ours = logger.streams.find(({ stream }) => stream?.constructor.name === STREAM_OF_OPENTELEMETRY);
    if (!ours?.stream) return;
    const { stream } = ours;
    // The same logger, with its fields and serializers, that takes this level and writes to us alone.
    const twin: Logger = Object.create(logger, {
      _level: { value: level },
      _emit: { value: (record: unknown) => stream.write(record) },
    });
    write.apply(twin, args);
  } catch {
    // A field whose own serializer throws: the application never asked for this record.
  }
}
