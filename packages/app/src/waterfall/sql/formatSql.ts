/** Strings, quoted names, dollar-quoted texts and comments are one token each, also where they were cut off. */
const TOKEN =
  /\s+|'(?:[^']|'')*(?:'|$)|"[^"]*(?:"|$)|`[^`]*(?:`|$)|\$([A-Za-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\w$@:.#]+|[\s\S]/g;

/** Words with which a part of a statement begins. */
const CLAUSES: ReadonlySet<string> = new Set(
  (
    'SELECT FROM WHERE GROUP ORDER HAVING LIMIT OFFSET FETCH UNION INTERSECT EXCEPT VALUES SET RETURNING WITH INSERT UPDATE ' +
    'DELETE JOIN LEFT RIGHT INNER FULL CROSS NATURAL WINDOW'
  ).split(' '),
);

/** Those that name a function where a parenthesis follows. */
const FUNCTIONS: ReadonlySet<string> = new Set(['LEFT', 'RIGHT', 'INSERT']);

/** Words behind which the next one goes on with the same part: `LEFT JOIN`, `DELETE FROM`, `FOR UPDATE`. */
const GO_ON: ReadonlySet<string> = new Set(
  'LEFT RIGHT INNER FULL CROSS NATURAL OUTER DELETE FOR DO KEY DISTINCT'.split(' '),
);

/** Subqueries beyond so many within each other are indented no further. */
const DEEPEST_INDENT = 16;

/**
 * A statement as people read it: each part on a line of its own, what is listed or combined below it, subqueries indented.
 * Nothing but white space between tokens changes, so it stays the statement that was sent, in any dialect.
 */
export function formatSql(sql: string): string {
  const tokens = sql.trim().match(TOKEN) ?? [];
  const shown: string[] = [];
  /** For each open parenthesis, if it holds a subquery, how its line and the parts around it are indented. */
  const open: ({ line: number; parts: number } | null)[] = [];
  let parts = 0;
  let line = 0;
  let last = '';
  let isBetween = false;
  let hasSpace = false;
  for (const [index, token] of tokens.entries()) {
    if (/^\s/.test(token)) {
      hasSpace = true;
      continue;
    }
    const word = token.toUpperCase();
    const next = following(tokens, index);
    const isListed = open.at(-1) === null;
    const closed = token === ')' ? open.pop() : undefined;
    let indent: number | undefined;
    if (closed) {
      indent = closed.line;
      parts = closed.parts;
    } else if (last.startsWith('--')) indent = parts;
    else if (isListed) indent = undefined;
    else if (CLAUSES.has(word) && !GO_ON.has(last) && !(FUNCTIONS.has(word) && next === '(')) indent = parts;
    else if (last === ',' || word === 'OR' || (word === 'AND' && !isBetween)) indent = parts + 1;

    if (shown.length > 0 && indent !== undefined) {
      line = Math.min(indent, DEEPEST_INDENT);
      shown.push(`\n${'  '.repeat(line)}`);
    } else if (shown.length > 0 && hasSpace) shown.push(' ');
    shown.push(token);
    hasSpace = false;
    last = word;
    if (word === 'BETWEEN') isBetween = true;
    else if (word === 'AND') isBetween = false;
    if (token !== '(') continue;
    const isQuery = /^(?:SELECT|WITH)$/i.test(next);
    open.push(isQuery ? { line, parts } : null);
    if (isQuery) parts = line + 1;
  }
  return shown.join('');
}

/** The next token that is no white space. */
function following(tokens: readonly string[], index: number): string {
  const next = tokens[index + 1] ?? '';
  return /^\s/.test(next) ? (tokens[index + 2] ?? '') : next;
}
