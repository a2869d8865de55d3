import { EVENTS, redactText } from '@throughline/format';
import type { Clock } from '../clock.ts';
import { safely } from '../safely.ts';
import type { Emit, Stop } from './captured.ts';
import { truncate } from './text.ts';
import { valuePrinter } from './valuePrinter.ts';
import { wrapMethod } from './wrapMethod.ts';

const LEVELS = { log: 'info', info: 'info', warn: 'warn', error: 'error', debug: 'debug' } as const;

/** Arguments of one call; nobody reads more of them in a line. */
const MOST_ARGUMENTS = 10;
/** Characters of one line, all arguments together. */
const LONGEST_LINE = 8_000;
/** Lines recorded a second. A page that logs in a loop must not pay for our printing too. */
const MOST_LINES_A_SECOND = 100;

/** Records what the page writes to its console. The console itself shows what it always did. */
export function startConsoleCapture(emit: Emit, clock: Clock): Stop {
  let recording = false;
  let second = 0;
  let lines = 0;

  function record(level: keyof typeof LEVELS, args: readonly unknown[]): void {
    // Printing may run code of the page (a proxy) that writes to the console in turn.
    if (recording) return;
    const time = clock.now();
    if (Math.floor(time / 1000) !== second) {
      second = Math.floor(time / 1000);
      lines = 0;
    }
    if (++lines > MOST_LINES_A_SECOND) return;
    recording = true;
    try {
      const body = consoleLine(args);
      emit({ kind: 'log', time, eventName: EVENTS.console, severity: LEVELS[level], body, attributes: {} });
    } finally {
      recording = false;
    }
  }

  const unwraps = Object.keys(LEVELS).map((name) => {
    const level = name as keyof typeof LEVELS;
    return wrapMethod(console, level, (proceed, _console, args) => {
      safely(() => record(level, args));
      return proceed(args);
    });
  });
  return () => {
    for (const unwrap of unwraps) unwrap();
  };
}

/** The line a console would show for these arguments; bounded and redacted. */
export function consoleLine(args: readonly unknown[]): string {
  const more = args.length > MOST_ARGUMENTS ? ` … ${args.length - MOST_ARGUMENTS} more` : '';
  return truncate(redactText(valuePrinter.printLine(args.slice(0, MOST_ARGUMENTS)) + more), LONGEST_LINE);
}
