/**
 * How the replay line of a segment may be written: ids, times and positions, which grow by little and hardly compress, as differences to
 * the number before them under the same name, so that a list of equal cards becomes one card, many times; and rrweb's most
 * frequent names short, so that more of it fits into the window in which gzip looks for repetitions. Half of the bytes are left. It
 * stays a JSON array, and begins with an element that is no event: `"short"`.
 */

/**
 * Writes the lines of a segment, of which the last is its events as a JSON array or empty, in fewer bytes. Uses nothing from outside itself,
 * since a worker gets it as its own source text; so `readReplay` repeats what it is about.
 */
export function writeReplay(lines: string): string {
  const last: Record<string, number> = {};
  const start = lines.lastIndexOf('\n') + 1;
  let replay = lines.slice(start);
  // Events with such names themselves could not be told from what is written here.
  if (/"[A-J]":/.test(replay)) return lines;
  replay = replay.replace(/"(\w*id|time\w+|[xy])":(-?\d+)(?=[,}])/gi, (_, name: string, digits: string) => {
    const difference = +digits - (last[name] || 0);
    last[name] = +digits;
    return `"${name}":${difference}`;
  });
  '"type":2,"tagName"|"type":3,"textContent"|"childNodes":[],"id"|"parentId"|"nextId":null,"node"|"nextId"|"node"|"attributes"|"childNodes"|"class"'
    .split('|')
    .forEach((name, index) => {
      replay = replay.replaceAll(`${name}:`, `"${'ABCDEFGHIJ'[index]}":`);
    });
  return lines.slice(0, start) + replay.replace('[', '["short",');
}

/** Names with what often stands before them; the first is written as `A`, and so on. */
const NAMES = [
  '"type":2,"tagName"',
  '"type":3,"textContent"',
  '"childNodes":[],"id"',
  '"parentId"',
  '"nextId":null,"node"',
  '"nextId"',
  '"node"',
  '"attributes"',
  '"childNodes"',
  '"class"',
];
const MARK = '["short",';

/** The events of a segment as rrweb recorded them, a JSON array, of a replay line in either way of writing. */
export function readReplay(line: string): string {
  if (!line.startsWith(MARK)) return line;
  const last: Record<string, number> = {};
  return line
    .replace(MARK, '[')
    .replace(/"([A-J])":/g, (_, letter: string) => `${NAMES['ABCDEFGHIJ'.indexOf(letter)]}:`)
    .replace(/"(\w*id|time\w+|[xy])":(-?\d+)(?=[,}])/gi, (_, name: string, digits: string) => {
      last[name] = +digits + (last[name] || 0);
      return `"${name}":${last[name]}`;
    });
}
