import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What plays an exported session: texts that stand in a page as they are. */
export interface OfflinePlayer {
  script: string;
  style: string;
}

/** Reads the player that was built into `folder`. Throws if there is none. */
export async function readOfflinePlayer(folder: string): Promise<OfflinePlayer> {
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const [script, style] = await Promise.all([read('player.js'), read('player.css')]);
  return { script: withoutEnds(script), style: style.replaceAll('</', '<\\/') };
}

/** A script in which nothing ends the element that it stands in, or begins a comment there: such texts are in its strings alone. */
function withoutEnds(script: string): string {
  return script.replaceAll(/<(?=\/script|script|!--)/gi, '\\x3C');
}
