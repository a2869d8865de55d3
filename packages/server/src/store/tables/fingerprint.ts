import { quoted } from '../parameters.ts';

/**
 * What makes two exceptions one issue, as SQL: their type, their message without what varies from one to the next (ids, numbers,
 * quoted texts, …), and the innermost calls of the application's own code without lines, columns and what a build puts into the
 * names of files. Only patterns of RE2 (https://github.com/google/re2/wiki/Syntax): they take time in proportion to the text.
 */

/** Characters of a message, and of a stack, that are looked at. */
const MESSAGE_CHARACTERS = 1_000;
const STACK_CHARACTERS = 8_192;
/** Calls that are looked at, and those that tell issues apart: with more, each way to the same fault would be an issue of its own. */
const CALLS_READ = 5;
const CALLS = 3;

type Replacement = readonly [pattern: string, by: string];
const re = String.raw;

/** Applied one after another, each wherever it matches. What stands for something has angle brackets. */
const OF_MESSAGES: readonly Replacement[] = [
  // Query and hash of addresses.
  [re`([a-z][a-z0-9+.-]*://[^\s?#"'<>()]*)[?#][^\s"'<>()]*`, re`\1`],
  [re`"(?:[^"\\]|\\.)*"|“[^”]*”|„[^“”]*[“”]|‘[^’]*’|«[^»]*»|\x60[^\x60]*\x60`, '<text>'],
  // No apostrophe: that stands behind a letter and before one.
  [re`\B'.*?'\B`, '<text>'],
  [re`[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[A-Za-z]{2,}`, '<address>'],
  [re`[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`, '<id>'],
  [
    re`\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?`,
    '<time>',
  ],
  [re`\b0x[0-9a-fA-F]+\b|\b[0-9a-fA-F]{8,}\b`, '<id>'],
  [re`_\d+\b`, '_<number>'],
  // Digits and letters in turn, or a digit in a long word: no word of a language.
  [re`\b\w*\d\w*[A-Za-z]\w*\d\w*\b|\b\w{7,}\d\w*\b|\b\w*\d\w{7,}\b`, '<id>'],
  [re`\b\d+(?:[.,:]\d+)*|\d{2,}`, '<number>'],
  // What a minifier calls anew in each build.
  [re`\b[A-Za-z_$]{1,2}((?:\.[\w$]+)*(?:\(\.\.\.\))? is (?:not|undefined|null)\b)`, re`<name>\1`],
  [re`\s+`, ' '],
];

/** Numbers that tell faults apart, of which there are few; all others are replaced. */
const CODES = re`(?i)\b(?:status(?: code)?|error code|exit code|errno|HTTP(?:/[\d.]+)?|error #)[ :=]*(\d{1,4})\b`;

/** A line that is a call: of V8, Java and .NET; Firefox and Safari; Python; PHP; Ruby; Go. */
const CALL = [
  re`^\s*at .*(?::\d+|\)|\])$`,
  re`^\s*at .* in .*:line \d+$`,
  re`@.*:\d+$`,
  re`^\s*File "[^"]*", line \d+`,
  re`^#\d+ .*\(\d+\)`,
  re`:\d+:in `,
  re`^\S+\.\S+\(.*\)$|^\t\S+\.go:\d+`,
].join('|');

/** A call that leads over to what caused the exception. */
const CAUSE = re`^\s*(?:Caused by: |\[cause\]: )`;

/** A call of a library or of the language itself. */
const OF_LIBRARIES =
  re`node_modules|\bnode:|\(internal/|\[native code\]|\(<anonymous>\)|\(index \d+\)|site-packages|dist-packages|/lib/python|` +
  re`/vendor/|/gems/|\bjavax?\.|\bjdk\.|\bsun\.|\bkotlin|org\.springframework|org\.apache|at System\.|at Microsoft\.|` +
  re`/usr/local/go/|^runtime[./(]|^panic\(|react-dom|zone\.js|webpack/(?:bootstrap|runtime)|-extension://`;

/** Makes `function file` of a call. */
const OF_CALLS: readonly Replacement[] = [
  [re`^\s*(?:at |#\d+ )?(?:async )?(?:new )?`, ''],
  [re`^(.*?)(?: \[as [^\]]*\])? \((.*)\)$`, re`\1 \2`],
  // Firefox marks what is no name: `charge/<`, `async*pay`, `promise callback*`.
  [re`^(?:[\w. ]+\*)?([^@\s/\\(]*?)(?:/?<+)?@`, re`\1 `],
  [re`\?[^\s:)]*`, ''],
  [re`[^\s("]*[/\\]`, ''],
  [re`(?:,? line \d+(?:, in)?|:line \d+|:\d+(?::\d+)?(?::in)?|\(\d+\):?| \+0x[0-9a-f]+)`, ''],
  // What is between parentheses in Go are addresses.
  [re`^([\w./*()-]+\.[\w.*()-]+)\((?:0x|\.\.\.|\{|\)).*$`, re`\1`],
  [re`^(?:[\w$<>]+\.)+([\w$<>]+ .*\.[mc]?[jt]sx?)$`, re`\1`],
  // What a minifier calls anew in each build.
  [re`^(?:[\w$]{1,2}|<anonymous>)? (.*\.[mc]?js)$`, re`\1`],
  [re`(?:[-.]|\b)[0-9a-f]{8,64}((?:\.(?:chunk|min|bundle))*\.[mc]?js)$`, re`\1`],
  [re`\b\d+((?:\.(?:chunk|min|bundle))*\.[mc]?js)$`, re`<number>\1`],
];

/** Eight characters that a bundler calls a file by: of base64, so that most have a digit or a capital. */
const HASH = re`[-.]([\w-]{8})(\.[mc]?js)$`;

const applied = (text: string, replacements: readonly Replacement[]): string =>
  replacements.reduce(
    (inner, [pattern, by]) => `replaceRegexpAll(${inner}, ${quoted(pattern)}, ${quoted(by)})`,
    text,
  );

const firstLine = (text: string): string =>
  `extract(substringUTF8(${text}, 1, ${MESSAGE_CHARACTERS}), ${quoted(re`[^\s][^\n]*`)})`;

/** SQL for the first line of a message without what varies. */
function normalizedMessage(message: string): string {
  return `trim(${applied(firstLine(message), OF_MESSAGES)})`;
}

/**
 * SQL for `rows`, which have a text `stack`, with the innermost calls of it as `calls`, `function file`, innermost first. Step by
 * step: of a name within its own step the engine analyses all that it stands for once more. Python writes the innermost call last.
 */
export function withCalls(rows: string): string {
  const lines = `splitByChar('\\n', substringUTF8(stack, 1, ${STACK_CHARACTERS}))`;
  const named = `arrayMap(line -> ${applied('line', OF_CALLS)},
    arraySlice(if(empty(own), found, own), 1, ${CALLS_READ}))`;
  const withoutHash = `arrayMap(line -> trim(if(match(extract(line, ${quoted(HASH)}), '[0-9A-Z]'),
    replaceRegexpOne(line, ${quoted(HASH)}, ${quoted(re`\2`)}), line)), named)`;
  return `
    SELECT * EXCEPT named, arraySlice(arrayCompact(${withoutHash}), 1, ${CALLS}) AS calls FROM (
      SELECT * EXCEPT (found, own), ${named} AS named FROM (
        SELECT *, arrayFilter(line -> NOT match(line, ${quoted(OF_LIBRARIES)}), found) AS own FROM (
          SELECT * EXCEPT (lines, cause), arrayFilter(line -> match(line, ${quoted(CALL)}),
            if(cause = 0, lines, arraySlice(lines, 1, toInt64(cause) - 1))) AS above,
            if(position(stack, 'most recent call last') > 0, arrayReverse(above), above) AS found FROM (
            SELECT *, ${lines} AS lines, arrayFirstIndex(line -> match(line, ${quoted(CAUSE)}), lines) AS cause FROM (${rows})
          )
        )
      )
    )`;
}

/** SQL for the fingerprint, `FixedString(8)`. `calls` are those of `withCalls`. */
export function fingerprint(parts: {
  fromBrowser: string;
  type: string;
  message: string;
  calls: string;
}): string {
  const codes = `arrayStringConcat(extractAll(${firstLine(parts.message)}, ${quoted(CODES)}), ' ')`;
  // A class that was minified has another name in each build.
  const type = `if(length(${parts.type}) <= 2, '', replaceRegexpAll(${parts.type}, ${quoted(re`\d{2,}`)}, '<number>'))`;
  return `reinterpretAsFixedString(sipHash64(toUInt8(${parts.fromBrowser}), ${type}, ${normalizedMessage(parts.message)}, ${codes},
    arrayStringConcat(${parts.calls}, '\\n')))`;
}
