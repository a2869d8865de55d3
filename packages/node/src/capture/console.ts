import { formatWithOptions } from 'node:util';
import { context } from '@opentelemetry/api';
import type { Logger } from '@opentelemetry/api-logs';
import { isTracingSuppressed } from '@opentelemetry/core';
import { ATTRIBUTES, SEVERITY } from '@throughline/format';
import { currentLogFields, withLogFields } from './logFields.ts';

/** Longest body kept of one console line, characters: 64 Ki, so that a dumped response cannot fill the queue's memory. */
const MAX_BODY_CHARACTERS = 64 * 1024;

/** One console line is one log line: objects are not broken over several, and only so much of them is walked. */
const FORMAT = { breakLength: Number.POSITIVE_INFINITY, maxStringLength: MAX_BODY_CHARACTERS, colors: false };

/** Severity text and number of each method of `console`; OpenTelemetry knows no `log`, which is `info` by another name. */
const LEVELS = {
  debug: ['DEBUG', SEVERITY.debug],
  log: ['INFO', SEVERITY.info],
  info: ['INFO', SEVERITY.info],
  warn: ['WARN', SEVERITY.warn],
  error: ['ERROR', SEVERITY.error],
} as const;
type Level = keyof typeof LEVELS;

/**
 * Sends every line written by `target.log`, `info`, `warn`, `error` and `debug` to `logger` as well. With `logFields` what is
 * printed within a request or message names its trace, span and session; outside of one, and without, it stays as it was. An
 * `Error` among the arguments becomes `exception.*` attributes. Gives back a function that undoes it.
 */
export function bridgeConsole(target: Console, logger: Logger, logFields = false): () => void {
  const originals = Object.entries(LEVELS).map(([name, [severityText, severityNumber]]) => {
    const level = name as Level;
    const original = target[level];
    target[level] = (...args: unknown[]) => {
      record(() =>
        logger.emit({
          severityText,
          severityNumber,
          body: formatWithOptions(FORMAT, ...args).slice(0, MAX_BODY_CHARACTERS),
          attributes: exceptionAttributes(args),
          context: context.active(),
        }),
      );
      const fields = logFields ? currentLogFields() : undefined;
      return original.apply(target, fields ? withLogFields(args, fields) : args);
    };
    return [level, original] as const;
  });
  return () => {
    for (const [level, original] of originals) target[level] = original;
  };
}

let recording = false;

/** Runs `emit` unless it came about by recording itself; what it throws must not reach the line that logged. */
function record(emit: () => void): void {
  if (recording || isTracingSuppressed(context.active())) return;
  recording = true;
  try {
    emit();
  } catch {
    // An argument whose own inspection throws: it is printed, or throws, as it would without us.
  } finally {
    recording = false;
  }
}

function exceptionAttributes(args: unknown[]): Record<string, string> {
  const error = args.find((argument) => argument instanceof Error);
  if (!error) return {};
  return {
    [ATTRIBUTES.exceptionType]: error.name,
    [ATTRIBUTES.exceptionMessage]: error.message.slice(0, MAX_BODY_CHARACTERS),
    [ATTRIBUTES.exceptionStacktrace]: String(error.stack ?? error).slice(0, MAX_BODY_CHARACTERS),
  };
}
