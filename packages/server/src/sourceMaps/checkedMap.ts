import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { SOURCE_MAP_LIMITS } from '../limits.ts';

/** What was given is no source map that can be used; the message says what is wrong, and how to mend it. */
export class UnusableMapError extends Error {
  override readonly name = 'UnusableMapError';
}

/** A source map that holds what it says, read and ready to be asked. */
export interface CheckedMap {
  map: TraceMap;
  /** Text of each source; `null` where it has none. */
  contents: (string | null)[];
}

/**
 * Reads a source map (ECMA-426, https://tc39.es/ecma426/) that anybody may have made. Every mapping is looked at here, so that
 * nobody has to expect a place that is not there. Throws `UnusableMapError`.
 */
export function checkedMap(json: string): CheckedMap {
  const { sections, ...fields } = fieldsOf(json);
  if (fields.version !== 3)
    throw new UnusableMapError('"version" must be 3: only source maps of version 3 are read');
  if (sections !== undefined)
    throw new UnusableMapError(
      'it has "sections" (an index map): have the bundler write one plain source map a script',
    );
  const { mappings } = fields;
  if (typeof mappings !== 'string') throw new UnusableMapError('"mappings" must be a string');
  checkMappings(mappings);
  const sources = texts(fields.sources, 'sources', SOURCE_MAP_LIMITS.sources);
  const names = texts(fields.names ?? [], 'names', SOURCE_MAP_LIMITS.names);
  const contents = contentsOf(fields.sourcesContent, sources.length);
  const { sourceRoot } = fields;
  if (sourceRoot !== undefined && sourceRoot !== null && typeof sourceRoot !== 'string')
    throw new UnusableMapError('"sourceRoot" must be a string');
  const map = new TraceMap({
    version: 3,
    mappings,
    sources,
    names: names.map((name) => name ?? ''),
    ...(sourceRoot && { sourceRoot: sourceRoot.slice(0, SOURCE_MAP_LIMITS.nameCharacters) }),
    ignoreList: indexes(fields.ignoreList ?? fields.x_google_ignoreList),
  });
  checkPlaces(map);
  return { map, contents };
}

/** Fields by their own names alone: a key such as `__proto__` is one that nobody asks for. */
const FIELDS = [
  'version',
  'sections',
  'mappings',
  'sources',
  'names',
  'sourcesContent',
  'sourceRoot',
  'ignoreList',
  'x_google_ignoreList',
] as const;

function fieldsOf(json: string): Partial<Record<(typeof FIELDS)[number], unknown>> {
  if (countOfValues(json) > SOURCE_MAP_LIMITS.jsonValues)
    throw new UnusableMapError(
      `its JSON has more than ${SOURCE_MAP_LIMITS.jsonValues} values: is it a source map?`,
    );
  let parsed: unknown;
  try {
    // The specification lets a server put this before it, so that nobody runs it as a script.
    parsed = JSON.parse(json.replace(/^\)\]\}'[^\n]*\n/, ''));
  } catch {
    throw new UnusableMapError('it is not JSON: upload the .map file that the bundler wrote');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new UnusableMapError(
      'it is JSON, but no source map: that is an object with "version", "sources" and "mappings"',
    );
  const object: object = parsed;
  return Object.fromEntries(
    FIELDS.filter((name) => Object.hasOwn(object, name)).map((name) => [name, Reflect.get(object, name)]),
  );
}

/**
 * Commas and opening brackets outside strings. Counted before it is parsed: of sixty million empty objects the engine makes
 * gigabytes, and cannot be stopped at it.
 */
function countOfValues(json: string): number {
  let count = 0;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (code === QUOTE) index = endOfString(json, index);
    else if (code === COMMA || code === BRACKET || code === BRACE) count += 1;
  }
  return count;
}

/** Index of the quotation mark that ends the string begun at `start`. */
function endOfString(json: string, start: number): number {
  let end = start;
  for (;;) {
    end = json.indexOf('"', end + 1);
    if (end < 0) return json.length;
    let escapes = 0;
    while (json.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const BRACKET = 91;
const BRACE = 123;

/** Before it is decoded, which takes memory for each place. */
function checkMappings(mappings: string): void {
  const wrong = /[^A-Za-z0-9+/,;]/.exec(mappings);
  if (wrong)
    throw new UnusableMapError(
      `"mappings" has a character at ${wrong.index} that is none of Base64 VLQ: is the file whole?`,
    );
  let places = 1;
  for (let index = 0; index < mappings.length; index++) {
    const code = mappings.charCodeAt(index);
    if (code === COMMA || code === SEMICOLON) places += 1;
  }
  if (places > SOURCE_MAP_LIMITS.mappings)
    throw new UnusableMapError(
      `it tells of more than ${SOURCE_MAP_LIMITS.mappings} places: split the script into smaller ones`,
    );
}

const COMMA = 44;
const SEMICOLON = 59;

/** A list of texts, in which `null` stands for one that is not known. */
function texts(value: unknown, name: string, most: number): (string | null)[] {
  if (!Array.isArray(value)) throw new UnusableMapError(`"${name}" must be a list`);
  if (value.length > most) throw new UnusableMapError(`"${name}" has more than ${most} entries`);
  return value.map((entry) => {
    if (entry === null) return null;
    if (typeof entry !== 'string') throw new UnusableMapError(`"${name}" must hold nothing but strings`);
    return entry.slice(0, SOURCE_MAP_LIMITS.nameCharacters);
  });
}

function contentsOf(value: unknown, count: number): (string | null)[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UnusableMapError('"sourcesContent" must be a list');
  return value.slice(0, count).map((entry) => (typeof entry === 'string' ? entry : null));
}

function indexes(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((entry) => Number.isSafeInteger(entry)) : [];
}

function checkPlaces(map: TraceMap): void {
  const { sources, names } = map;
  for (const [line, segments] of decodedMappings(map).entries())
    for (const [column, source = 0, sourceLine = 0, sourceColumn = 0, name = 0] of segments) {
      const isInside = column >= 0 && source >= 0 && sourceLine >= 0 && sourceColumn >= 0 && name >= 0;
      const isKnown = source < Math.max(1, sources.length) && name < Math.max(1, names.length);
      if (!isInside || !isKnown)
        throw new UnusableMapError(
          `"mappings" leads out of the source map at line ${line + 1}: the file is damaged, or belongs to something else`,
        );
    }
}
