import type { OriginalPosition, StackPosition, SymbolicatedStack } from '@throughline/format';
import { UnusableMapError } from './checkedMap.ts';
import type { MapReader } from './mapReader.ts';
import { scriptNames } from './scriptName.ts';

/** A source map that is kept, without what it holds. */
export interface KnownMap {
  id: string;
  /** Empty: of any release. */
  release: string;
  /** As `scriptName` writes it. */
  url: string;
}

/** The positions of a stack in the sources of the scripts, as far as there are source maps of them. */
export async function symbolicate(
  positions: readonly StackPosition[],
  find: (urls: readonly string[]) => Promise<KnownMap[]>,
  load: (id: string) => Promise<Uint8Array | undefined>,
  reader: Pick<MapReader, 'positions'>,
): Promise<SymbolicatedStack> {
  const byScript = new Map<string, number[]>();
  for (const [index, { url }] of positions.entries())
    byScript.set(url, [...(byScript.get(url) ?? []), index]);
  const names = new Map([...byScript.keys()].map((url) => [url, scriptNames(url)]));
  const known = await find([...new Set([...names.values()].flat())]);
  const found: (OriginalPosition | null)[] = positions.map(() => null);
  const problems: SymbolicatedStack['problems'] = [];
  for (const [url, indexes] of byScript) {
    const map = bestOf(known, names.get(url) ?? []);
    if (!map) continue;
    const asked = indexes.flatMap((index) => positions[index] ?? []);
    try {
      const answers = await reader.positions(map.id, asked, () => load(map.id));
      for (const [place, index] of indexes.entries()) found[index] = answers?.[place] ?? null;
    } catch (error) {
      if (!(error instanceof UnusableMapError)) throw error;
      problems.push({ url, message: error.message });
    }
  }
  return { positions: found, problems };
}

/** That of the very release before one of any; that of the whole address before one of its path. */
function bestOf(known: readonly KnownMap[], names: readonly string[]): KnownMap | undefined {
  const rank = ({ release, url }: KnownMap) => (release === '' ? names.length : 0) + names.indexOf(url);
  return known.filter(({ url }) => names.includes(url)).toSorted((a, b) => rank(a) - rank(b))[0];
}
