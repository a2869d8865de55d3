import { ASSET_PREFIX, LIMITS } from '@throughline/format';
import { sha256 } from './sha256.ts';

/** A text that recordings share, with the SHA-256 that they refer to it by. */
export type Asset = readonly [hash: string, text: string];

/** Characters from which on a text is worth a request of its own: less is hardly more than its reference, compressed. */
const SHORTEST = 2_048;
/** Characters of the longest; in UTF-8 each may take three bytes. */
const LONGEST = Math.floor(LIMITS.assetBytes / 3);

/** Puts references in the place of texts, and holds these until they are taken along. */
export interface SharedTexts {
  /** What stands in the recording as the value of an attribute: a reference, or the value itself. `name` as rrweb has it. */
  share(name: string, value: string): string;
  /** Likewise of the rules of a style sheet that has no element; the text is their JSON. */
  shareRules<Rules>(rules: Rules): Rules | string;
  /** The texts of all references since it was last called. */
  take(): Asset[];
}

export function createSharedTexts(): SharedTexts {
  let held: Asset[] = [];
  const reference = (text: string): string | undefined => {
    if (text.length < SHORTEST || text.length > LONGEST) return undefined;
    const hash = sha256(text);
    held.push([hash, text]);
    return ASSET_PREFIX + hash;
  };
  return {
    share: (name, value) => (name === '_cssText' && reference(value)) || value,
    shareRules: (rules) => reference(JSON.stringify(rules)) ?? rules,
    take() {
      const taken = held;
      held = [];
      return taken;
    },
  };
}
