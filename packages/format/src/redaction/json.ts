import { isHarmlessJson, NAMING } from './harmlessJson.ts';
import { REDACTED } from './names.ts';
import type { RedactionRules } from './rules.ts';

/**
 * A string (to the end, where the text was cut), a mark, or a number or word. Single quotes are no JSON, and are met; what
 * servers put before JSON so that it is no script is one word.
 */
const TOKEN =
  /\)\]\}'|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|'(?:[^'\\]|\\[\s\S])*(?:'|\\?$)|[{}[\],:]|[^\s"'{}[\],:]+/g;
const IS_NAME = /\s*:/y;
const HIDDEN = `"${REDACTED}"`;
/** Members of which another one, by `NAMING`, says what they are: `{"name":"password","value":"…"}`. */
const NAMED = /^(?:value|val|content)$/i;

/** An object or array that is open. */
interface Level {
  isArray: boolean;
  /** The member read last, or, in an array, how many came before. */
  member: string;
  position: number;
  /** A member has said what the value beside it is of; and whether of a secret. */
  isNamed: boolean;
  isSecret: boolean;
  /** Where in the pieces values stand that came before their name. */
  values: { from: number; to: number }[];
}

const newLevel = (isArray: boolean): Level => ({
  isArray,
  member: '',
  position: 0,
  isNamed: false,
  isSecret: false,
  values: [],
});

/**
 * JSON without the values under secret names, at any depth, and without secrets in other values. The text need not be
 * valid: it may be cut off anywhere, hold several values (NDJSON), or quote as JavaScript does. Whatever stands under a
 * secret name is hidden up to the end of that member, or of the text.
 */
export function redactJson(text: string, rules: RedactionRules): string {
  return isHarmlessJson(text, rules) ? text : withoutSecrets(text, rules);
}

function withoutSecrets(text: string, { isSecret, plain, nested }: RedactionRules): string {
  const pieces: string[] = [];
  const levels: Level[] = [newLevel(false)];
  let copied = 0;
  /** Depth within a hidden value; -1 while nothing is being hidden. */
  let hiding = -1;

  const hide = () => {
    pieces.push(HIDDEN);
    hiding = 0;
  };
  const endMember = (level: Level | undefined) => {
    const value = level?.values.at(-1);
    if (value && value.to < 0) value.to = pieces.length;
  };
  const hideValues = (level: Level) => {
    for (const { from, to } of level.values.splice(0)) {
      pieces.fill('', from, to < 0 ? undefined : to);
      pieces[from] = HIDDEN;
    }
  };

  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    const opens = token === '{' || token === '[';
    const closes = token === '}' || token === ']';
    if (hiding >= 0) {
      const isOver = hiding === 0 && (closes || token === ',');
      if (opens) hiding += 1;
      else if (closes) hiding -= 1;
      if (!isOver) {
        copied = index + token.length;
        continue;
      }
      hiding = -1;
      // White space before the mark belongs to what was hidden.
      copied = index;
    }
    pieces.push(text.slice(copied, index));
    copied = index + token.length;

    IS_NAME.lastIndex = copied;
    if (level && !level.isArray && !opens && !isMark(token) && IS_NAME.test(text)) {
      endMember(level);
      level.member = decode(token);
      pieces.push(encode(token, level.member, plain(level.member)));
      continue;
    }
    if (token === ':' || token === ',' || closes) {
      if (token !== ':') endMember(level);
      if (token === ',' && level) {
        level.position += 1;
        level.member = '';
      }
      if (closes && levels.length > 1) levels.pop();
      pieces.push(token);
      continue;
    }

    // A value begins.
    const isEntry = level?.isArray && levels.at(-2)?.isArray;
    const isBeside = level && (isEntry ? level.position === 1 : NAMED.test(level.member));
    if (level && ((!level.isArray && isSecret(level.member)) || (isBeside && level.isSecret))) {
      hide();
      if (opens) hiding = 1;
      continue;
    }
    if (level && isBeside && !isEntry) level.values.push({ from: pieces.length, to: -1 });
    if (opens) {
      levels.push(newLevel(token === '['));
      pieces.push(token);
      continue;
    }
    const value = decode(token);
    pieces.push(encode(token, value, nested(value)));
    if (level && (isEntry ? level.position === 0 : NAMING.test(level.member))) {
      // A name may itself be cut off.
      level.isNamed = /.["']$/.test(token);
      if (isSecret(value)) {
        level.isSecret = true;
        hideValues(level);
      }
    }
  }
  // Cut off before it was said what the value is of.
  for (const level of levels) if (!level.isNamed) hideValues(level);
  if (hiding < 0) pieces.push(text.slice(copied));
  return pieces.join('');
}

function isMark(token: string): boolean {
  return token.length === 1 && '{}[],:'.includes(token);
}

/** What a string says; a number or word says itself. */
function decode(token: string): string {
  const quote = token[0];
  if (quote !== '"' && quote !== "'") return token;
  if (token.length > 1 && token.endsWith(quote) && !token.includes('\\')) return token.slice(1, -1);
  const closed = token.length > 1 && token.endsWith(quote) && !/(?<!\\)\\(?:\\\\)*.$/.test(token);
  const inner = token.slice(1, closed ? -1 : undefined).replace(/(?<!\\)(?:\\\\)*\\(?:u[\da-f]{0,3})?$/i, '');
  try {
    return JSON.parse(`"${inner}"`) as string;
  } catch {
    // Not as JSON has it, and readable all the same.
    return inner.replace(/\\(?:u([\da-f]{4})|([\s\S]))/gi, (_, code?: string, character = '') =>
      code ? String.fromCharCode(Number.parseInt(code, 16)) : (character as string),
    );
  }
}

/** The token as it came if nothing was redacted, so that what is stored is what was sent. */
function encode(token: string, value: string, redacted: string): string {
  return value === redacted ? token : JSON.stringify(redacted);
}
