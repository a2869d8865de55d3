import { ASSET_PREFIX } from '@throughline/format';

/** The text with this hash, or `undefined` if the server does not have it (yet). */
export type LoadAsset = (hash: string, signal: AbortSignal) => Promise<string | undefined>;

/** A segment's JSON with the texts in it that it refers to. */
export interface ResolvedSegment {
  json: string;
  /** Hashes of what it refers to and the server does not have. */
  missing: string[];
}

/** Texts that one segment may refer to: a page has some dozens of style sheets and pictures at most. */
const MOST_ASSETS = 500;
/**
 * What may come into one segment, characters: anybody with a project key can write a recording that refers to a large text a
 * million times. What is beyond counts as missing.
 */
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** A reference is the whole of a string, in JSON. An escaped quotation mark, within one, ends in another character. */
const REFERENCE = new RegExp(`("_cssText":|"rules":)?"${ASSET_PREFIX}([0-9a-f]{64})"`, 'g');

/** What stands for a missing text: neither brings rrweb to load what it was made from. */
const NO_STYLE = '"/* not stored */"';
const NO_PICTURE = '"data:,"';
const NO_RULES = '[]';

/** Puts the texts that a segment refers to back where they stood. Each is asked for once; what is missing leaves a gap. */
export async function resolveAssets(
  json: string,
  load: LoadAsset,
  signal: AbortSignal,
): Promise<ResolvedSegment> {
  if (!json.includes(ASSET_PREFIX)) return { json, missing: [] };
  const hashes = [...new Set(Array.from(json.matchAll(REFERENCE), ([, , hash = '']) => hash))];
  const loaded = await Promise.all(
    hashes.slice(0, MOST_ASSETS).map(async (hash) => [hash, await load(hash, signal)] as const),
  );
  const raw = new Map(loaded);
  const texts = new Map(
    loaded.map(([hash, text]) => [hash, text === undefined ? undefined : JSON.stringify(text)]),
  );
  const missing = new Set<string>();
  let left = MOST_CHARACTERS;
  const resolved = json.replace(REFERENCE, (_reference, key: string | undefined, hash: string) => {
    const isRules = key === '"rules":';
    const text = isRules ? rulesOf(raw.get(hash)) : texts.get(hash);
    left -= text?.length ?? 0;
    if (text !== undefined && left >= 0) return `${key ?? ''}${text}`;
    missing.add(hash);
    if (isRules) return key + NO_RULES;
    return key ? key + NO_STYLE : NO_PICTURE;
  });
  return { json: resolved, missing: [...missing] };
}

/** The JSON of the rules of a style sheet without an element, if it is that. */
function rulesOf(text: string | undefined): string | undefined {
  try {
    return text !== undefined && Array.isArray(JSON.parse(text)) ? text : undefined;
  } catch {
    return undefined;
  }
}
