/**
 * The name of the function in which a place of a JavaScript or TypeScript source stands: minified code has lost it, and source
 * maps do not tell. No parser: it follows strings, templates, comments, regular expressions and brackets, and reads what stands
 * before each opening one. Where that is wrong, as it may be within JSX, it tells no name or an outer one's.
 */

/** A longer source was not written by a person; characters. */
const SOURCE_CHARACTERS = 2 * 1024 * 1024;
/** How far back a head is read, characters: names stand close to their brackets. */
const HEAD_CHARACTERS = 300;

/** `line` from 1, `column` from 0. `undefined` at the top of the source, or if it cannot be told. */
export function enclosingFunction(source: string, line: number, column: number): string | undefined {
  if (source.length > SOURCE_CHARACTERS) return undefined;
  const end = offsetOf(source, line, column);
  const scopes = scopesAt(source, end);
  const innermost = scopes.findLastIndex(({ kind }) => kind === 'function');
  const scope = scopes[innermost];
  if (!scope) return undefined;
  const owner = scopes[innermost - 1];
  const name = scope.name || '(anonymous)';
  return owner?.kind === 'class' && owner.name && scope.name ? `${owner.name}.${name}` : name;
}

function offsetOf(source: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = source.indexOf('\n', start);
    if (end < 0) return source.length;
    start = end + 1;
  }
  return Math.min(start + column, source.length);
}

interface Scope {
  kind: 'function' | 'class' | 'block' | 'parenthesis' | 'template';
  /** Empty for one without. */
  name: string;
  /** Where its bracket opens. */
  start: number;
}

function scopesAt(source: string, end: number): Scope[] {
  const scopes: Scope[] = [];
  /** The last pair of parentheses that was closed. */
  let closed = { start: -1, end: -1 };
  let index = 0;
  while (index < end) {
    const character = source[index] as string;
    if (character === '"' || character === "'") index = endOfString(source, index);
    else if (character === '`') {
      index = endOfTemplatePart(source, index + 1, scopes);
    } else if (character === '/') index = endOfSlash(source, index);
    else {
      if (character === '(' || character === '[')
        scopes.push({ kind: 'parenthesis', name: '', start: index });
      else if (character === '{') scopes.push({ ...headOf(source, index, closed), start: index });
      else if (character === ')' || character === ']' || character === '}') {
        const opened = scopes.pop();
        if (character === ')' && opened) closed = { start: opened.start, end: index };
        if (character === '}' && opened?.kind === 'template') {
          index = endOfTemplatePart(source, index + 1, scopes);
          continue;
        }
      }
      index += 1;
    }
  }
  return scopes;
}

/** Behind the closing quote, or at the end of the line: no string goes on there, so a mistake does not either. */
function endOfString(source: string, start: number): number {
  const quote = source[start];
  for (let index = start + 1; index < source.length; index++) {
    const character = source[index];
    if (character === '\\') index += 1;
    else if (character === quote) return index + 1;
    else if (character === '\n') return index;
  }
  return source.length;
}

/** Behind the closing backquote, or behind the `${` that then stands on `scopes`. */
function endOfTemplatePart(source: string, start: number, scopes: Scope[]): number {
  for (let index = start; index < source.length; index++) {
    const character = source[index];
    if (character === '\\') index += 1;
    else if (character === '`') return index + 1;
    else if (character === '$' && source[index + 1] === '{') {
      scopes.push({ kind: 'template', name: '', start: index + 1 });
      return index + 2;
    }
  }
  return source.length;
}

/** Behind the comment, the regular expression or the division that begins here. */
function endOfSlash(source: string, start: number): number {
  const next = source[start + 1];
  if (next === '/') return orEnd(source, source.indexOf('\n', start));
  if (next === '*') {
    const end = source.indexOf('*/', start + 2);
    return end < 0 ? source.length : end + 2;
  }
  const before = source.slice(Math.max(0, start - 20), start).trimEnd();
  if (!/(?:^|[(,=:[!&|?{};+*%^~-]|\b(?:return|typeof|case|of|in))$/.test(before)) return start + 1;
  let isInClass = false;
  for (let index = start + 1; index < source.length; index++) {
    const character = source[index];
    if (character === '\\') index += 1;
    else if (character === '\n') return start + 1;
    else if (character === '[') isInClass = true;
    else if (character === ']') isInClass = false;
    else if (character === '/' && !isInClass) return index + 1;
  }
  return source.length;
}

function orEnd(source: string, index: number): number {
  return index < 0 ? source.length : index;
}

/** What opens with the brace at `brace`. */
function headOf(source: string, brace: number, closed: { start: number; end: number }): Omit<Scope, 'start'> {
  const since = Math.max(0, brace - HEAD_CHARACTERS);
  const head = source.slice(since, brace);
  const ofClass = /\bclass(?:\s+(?!extends\b)([\w$]+))?[^{}();=]*$/.exec(head);
  if (ofClass) return { kind: 'class', name: ofClass[1] ?? assignedName(head.slice(0, ofClass.index)) };
  // Between its parameters and its body stands nothing, an arrow, or the type of what it answers.
  const between = closed.end >= since ? source.slice(closed.end + 1, brace) : undefined;
  if (between !== undefined && /^\s*(?::[^;{}=]+)?(?:=>)?\s*$/.test(between)) {
    const before = source.slice(Math.max(0, closed.start - HEAD_CHARACTERS), closed.start).trimEnd();
    return between.includes('=>') ? { kind: 'function', name: assignedName(before) } : declared(before);
  }
  const ofOneParameter = /(?:^|[^\w$.])(?:async\s+)?[\w$]+\s*=>\s*$/.exec(head);
  if (ofOneParameter) {
    const before = head.slice(0, ofOneParameter.index + 1);
    return { kind: 'function', name: assignedName(before) };
  }
  return { kind: 'block', name: '' };
}

const NO_FUNCTION = /\b(?:if|for|while|switch|catch|with|await)$/;

/** `before`: what stands before the parameters of something that is no arrow. */
function declared(before: string): Omit<Scope, 'start'> {
  if (NO_FUNCTION.test(before)) return { kind: 'block', name: '' };
  const withoutTypes = before.replace(/<[^<>(){};]*>$/, '').trimEnd();
  const ofFunction = /\bfunction\s*\*?\s*([\w$]*)$/.exec(withoutTypes);
  if (ofFunction)
    return { kind: 'function', name: ofFunction[1] || assignedName(withoutTypes.slice(0, ofFunction.index)) };
  const ofMethod = /([\w$#]+)$/.exec(withoutTypes);
  return ofMethod ? { kind: 'function', name: ofMethod[1] ?? '' } : { kind: 'block', name: '' };
}

/** The name that a function without one of its own is given: of a variable, a property, or by what it is assigned to. */
function assignedName(before: string): string {
  const text = before
    .replace(/\basync\s*$/, '')
    .replace(/<[^<>(){};]*>\s*$/, '')
    .trimEnd();
  const named = /([\w$#.]+)\s*(?::[^=;{}()]*)?=$/.exec(text) ?? /([\w$]+)['"]?\s*:$/.exec(text);
  return named?.[1]?.split('.').at(-1) ?? '';
}
