import type { ValueNode } from './valueNode.ts';

/** A line of a console in parts: text, and values that the SDK printed (`{amount: 5, items: [1, 2]}`) as trees. */
export type PrintedPart = string | ValueNode;

/** A longer line is text: the SDK records no longer ones. */
const LINE_CHARACTERS = 10_000;
const DEEPEST = 12;
/** Brackets tried as the beginning of a value: in a line of many that are none, the rest is text. */
const ATTEMPTS_MOST = 40;

/** The parts of a line; one text alone if no value stands in it. */
export function printedValues(line: string): PrintedPart[] {
  if (line.length > LINE_CHARACTERS) return [line];
  const parts: PrintedPart[] = [];
  let start = 0;
  let attempts = 0;
  const opening = /(?:^|(?<=\s))(?:[A-Z_$][\w$]* (?=\{))?[[{]/g;
  for (let found = opening.exec(line); found && attempts < ATTEMPTS_MOST; found = opening.exec(line)) {
    attempts += 1;
    const value = readValue(line, found.index, 0);
    if (!value || value.node.kind === 'leaf' || value.node.entries.length === 0) continue;
    if (found.index > start) parts.push(line.slice(start, found.index));
    parts.push(value.node);
    start = value.end;
    opening.lastIndex = value.end;
  }
  if (start < line.length) parts.push(line.slice(start));
  return parts;
}

interface Read {
  node: ValueNode;
  /** Behind the value. */
  end: number;
}

/** What the printer says in brackets that is no list. */
const WORD = /\[(?:redacted|circular|accessor|unreadable|…|function [^\]\n]*|\w+ \d+ bytes)\]|\{…\}/y;
const OPENING = /(?:([A-Z_$][\w$]*) (?=\{))?([[{])/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const KEY = /([^\s:,{}[\]"]{1,200}): /y;
const PLAIN = /[^,{}[\]\n]+/y;

function at(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function readValue(text: string, index: number, depth: number): Read | undefined {
  const word = at(WORD, text, index) ?? at(STRING, text, index);
  if (word) return { node: { kind: 'leaf', text: word[0] }, end: index + word[0].length };
  const opened = at(OPENING, text, index);
  if (opened) return readEntries(text, index + opened[0].length, opened[2] === '[', opened[1] ?? '', depth);
  const plain = at(PLAIN, text, index)?.[0]
    .replace(/ => .*$/, '')
    .trimEnd();
  return plain ? { node: { kind: 'leaf', text: plain }, end: index + plain.length } : undefined;
}

function readEntries(
  text: string,
  start: number,
  isArray: boolean,
  name: string,
  depth: number,
): Read | undefined {
  if (depth === DEEPEST) return undefined;
  const close = isArray ? ']' : '}';
  const entries: [string, ValueNode][] = [];
  let index = start;
  while (text[index] !== close) {
    const key = isArray ? null : at(KEY, text, index);
    const value = readValue(text, index + (key?.[0].length ?? 0), depth + 1);
    if (!value) return undefined;
    index = value.end;
    if (text.startsWith(' => ', index)) {
      const held = readValue(text, index + 4, depth + 1);
      if (!held) return undefined;
      entries.push([value.node.kind === 'leaf' ? value.node.text : '{…}', held.node]);
      index = held.end;
    } else entries.push([key?.[1] ?? String(entries.length), value.node]);
    if (text.startsWith(', ', index)) index += 2;
    else if (text[index] !== close) return undefined;
  }
  return { node: { kind: isArray ? 'array' : 'object', name, entries }, end: index + 1 };
}
