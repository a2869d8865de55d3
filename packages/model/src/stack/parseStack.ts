import type { StackPosition } from '@throughline/format';

/**
 * Stacks as browsers and Node.js write them into `Error.stack`; no standard says how. V8 (Chromium, Node.js) writes
 * `    at name (address:line:column)`, Firefox and Safari `name@address:line:column`.
 */

/** Characters of a stack that are read, and lines of it: those of our SDKs have fewer. */
const STACK_CHARACTERS = 64 * 1024;
const LINES_MOST = 400;
/** A longer line is no frame; a `data:` or `blob:` address may be long, but then nobody has a source map for it. */
const LINE_CHARACTERS = 4_000;

/** One call of a stack. */
export interface StackFrame {
  /** As the engine names it; empty for code outside any function, and for a function without a name. */
  functionName: string;
  /** Where it stands in the script that ran; absent for the engine's own code. */
  position?: StackPosition;
}

/** An exception and its calls, innermost first. */
export interface ParsedException {
  /** What stands above the frames: type and message, of one or more lines. Empty if the stack does not say. */
  title: string;
  frames: StackFrame[];
  /** Why the stack of a long exception ends where it does, in the engine's words: `... 4 lines matching cause stack trace ...`. */
  omitted?: string;
}

/** The exception of a stack, then what caused it, and so on. A text that is no stack gives one exception without frames. */
export function parseStack(stack: string): ParsedException[] {
  const exceptions: ParsedException[] = [{ title: '', frames: [] }];
  for (const line of stack.slice(0, STACK_CHARACTERS).split('\n').slice(0, LINES_MOST)) {
    const current = exceptions.at(-1) as ParsedException;
    const cause = CAUSE.exec(line);
    if (cause) {
      exceptions.push({ title: cause[1] ?? '', frames: [] });
      continue;
    }
    const frame = line.length > LINE_CHARACTERS ? undefined : parseFrame(line);
    if (frame) current.frames.push(frame);
    else if (OMITTED.test(line)) current.omitted = line.trim();
    else if (current.frames.length === 0 && line.trim() !== '')
      current.title = current.title === '' ? line : `${current.title}\n${line}`;
  }
  return exceptions;
}

/** How our SDKs, Java and Python of OpenTelemetry, and Node.js (`[cause]: Error: …`) lead over to a cause. */
const CAUSE = /^\s*(?:Caused by: |\[cause\]: )(.*?)(?: \{)?\s*$/;
const OMITTED = /^\s*\.\.\. \d+ (?:more|lines matching)/;

function parseFrame(line: string): StackFrame | undefined {
  const ofV8 = /^\s*at (.+)$/.exec(line);
  if (ofV8?.[1] !== undefined) return frameOfV8(ofV8[1]);
  const address = /@(?=[a-z][a-z0-9+.-]*:|\/)/i.exec(line);
  const at = address ? address.index : line.lastIndexOf('@');
  if (at < 0) return NATIVE_OF_SAFARI.test(line) ? { functionName: '' } : undefined;
  const place = line.slice(at + 1).trim();
  const position = positionOf(place);
  const functionName = nameOfFirefox(line.slice(0, at).trim());
  if (position) return { functionName, position };
  return place === '[native code]' ? { functionName } : undefined;
}

const NATIVE_OF_SAFARI = /^\s*\[native code\]\s*$/;

/** `name (place)`, `async name (place)`, `new name (place)`, `name [as alias] (place)`, or the place alone. */
function frameOfV8(text: string): StackFrame | undefined {
  // The place stands in the last parentheses; what `eval` ran stands in parentheses within them.
  const open = text.endsWith(')') ? text.indexOf(' (') : -1;
  if (open < 0) {
    const position = positionOf(text.replace(/^async /, ''));
    return position ? { functionName: '', position } : nativeOfV8(text);
  }
  const functionName = text
    .slice(0, open)
    .replace(/^async /, '')
    .replace(/ \[as [^\]]*\]$/, '');
  const place = text.slice(open + 2, -1);
  const position = positionOf(place.startsWith('eval at ') ? (place.split(', ').at(-1) ?? '') : place);
  const name = functionName === '<anonymous>' ? '' : functionName;
  return position ? { functionName: name, position } : nativeOfV8(place) && { functionName: name };
}

/** Engine code has words for its place: `native`, `<anonymous>`, `index 3` of `Promise.all`. */
function nativeOfV8(place: string): StackFrame | undefined {
  return /^(?:native|<anonymous>|index \d+|unknown location)$/.test(place) ? { functionName: '' } : undefined;
}

/** Firefox marks what is no name: `charge/<`, `async*pay`, `promise callback*`. */
function nameOfFirefox(text: string): string {
  return text.replace(/^(?:async|[\w. ]+ (?:callback|handler))\*/, '').replace(/\/?<+$/, '');
}

const POSITION = /^(.+?):(\d{1,9}):(\d{1,9})$/;

function positionOf(place: string): StackPosition | undefined {
  const [, url, line, column] = POSITION.exec(place) ?? [];
  if (url === undefined || Number(line) < 1) return undefined;
  return { url, line: Number(line), column: Math.max(1, Number(column)) };
}
