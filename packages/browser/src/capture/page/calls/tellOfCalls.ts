import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { PageContext } from '../pageCapture.ts';

/** A call of a method of the console or the window, its arguments in words, redacted. */
export interface Call {
  name: string;
  /** Unix milliseconds. */
  time: number;
  end: number;
  /** Of `confirm` and `prompt`: whether the person agreed, to whatever it was. */
  isAccepted: boolean;
  /** All arguments, directives applied; the first alone; all but that. */
  line: string;
  first: string;
  rest: string;
  /** As it was within our own wrapper. */
  stack: string | undefined;
}

export type TellOfCall = (call: Call) => void;

/** Labels kept of `count` and `time`. */
const MOST_LABELS = 1_000;

/** Tells of calls as a console shows them, https://console.spec.whatwg.org/, and of the dialogs of the browser. */
export function createTellOfCall({ emit, isTextSeen }: Pick<PageContext, 'emit' | 'isTextSeen'>): TellOfCall {
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();

  function consoleLine({ name, time, line, first, rest, stack }: Call): string | undefined {
    const label = first || 'default';
    switch (name) {
      case 'assert':
        return `Assertion failed${rest && `: ${rest}`}`;
      case 'trace':
        return [line || 'Trace', ...framesOfCaller(stack)].join('\n');
      case 'count':
        put(counts, label, (counts.get(label) ?? 0) + 1);
        return `${label}: ${counts.get(label)}`;
      case 'countReset':
        counts.delete(label);
        return undefined;
      case 'time':
        if (!timers.has(label)) put(timers, label, time);
        return undefined;
      case 'timeEnd':
      case 'timeLog': {
        const began = timers.get(label);
        if (began === undefined) return undefined;
        if (name === 'timeEnd') timers.delete(label);
        return `${label}: ${Math.round((time - began) * 10) / 10} ms${name === 'timeLog' && rest ? ` ${rest}` : ''}`;
      }
      case 'table':
      case 'dir':
        return first;
      default:
        return line;
    }
  }

  return (call) => {
    const { name, time, end, isAccepted, first } = call;
    if (/^(?:alert|confirm|prompt)$/.test(name)) {
      const action = isAccepted ? 'accept' : 'dismiss';
      emit({
        kind: 'log',
        time,
        eventName: EVENTS.dialog,
        severity: 'info',
        body: `${action} ${name}${isTextSeen && first ? ` "${first}"` : ''}`,
        attributes: {
          [ATTRIBUTES.dialogKind]: name,
          [ATTRIBUTES.dialogAction]: action,
          [ATTRIBUTES.dialogDuration]: Math.round(end - time),
        },
      });
      return;
    }
    const body = consoleLine(call);
    if (body === undefined) return;
    emit({
      kind: 'log',
      time,
      eventName: EVENTS.console,
      severity: name === 'assert' ? 'error' : 'info',
      body,
      attributes: { [ATTRIBUTES.consoleMethod]: name },
    });
  };
}

function put(labels: Map<string, number>, label: string, value: number): void {
  if (labels.has(label) || labels.size < MOST_LABELS) labels.set(label, value);
}

/** Frames of our own stand above those of whoever called; the last is that of the proxy around the method. */
function framesOfCaller(stack = ''): string[] {
  const frames = stack.split('\n').filter((line) => /^\s*at |@/.test(line));
  const ours = frames.findIndex((frame) => /\bObject\.apply\b/.test(frame));
  return frames.slice(ours + 1);
}
