import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { bindOptions } from './bindOptions.ts';
import { CUTS, type Cut, FIXED_OPTIONS, OWN_MEMBERS } from './cuts.ts';
import { enumNumbers, inlineEnums } from './inlineEnums.ts';
import { reachable } from './reachable.ts';
import { renameMembers } from './renameMembers.ts';

/** The bundle of rrweb that `cuts.ts` was written against: SHA-256 of version 2.2.2's. */
const KNOWN = '2e809534621fed51391b17dc6878340a1b5e2d53ce7e2896e3e978b78800300d';
const RRWEB = /\/rrweb\/dist\/rrweb\.js$/;
/** What our code imports of rrweb. */
const IMPORTED = ['record', 'EventType', 'IncrementalSource'];

/**
 * Leaves of rrweb what recording with our options runs. Fails the build if rrweb is another than the one it was written
 * against, if a cut does not fit, or if a recording is started with an option that was taken out.
 */
export function recordingOnly(): Plugin {
  let numbers: ReadonlyMap<string, string> | undefined;
  return {
    name: 'recording-only',
    transform(code, id) {
      if (/\/packages\/browser\/src\/capture\/.*\.ts$/.test(id)) {
        numbers ??= enumNumbers(readFileSync(new URL(import.meta.resolve('rrweb')), 'utf8'));
        return { code: inlineEnums(checked(code, id), numbers), map: null };
      }
      if (!RRWEB.test(id)) return undefined;
      checkKnown(readFileSync(id));
      numbers ??= enumNumbers(code);
      const cut = CUTS.reduce(make, shortened(reachable(code, IMPORTED)));
      const bound = bindOptions(inlineEnums(cut, numbers), FIXED_OPTIONS);
      const lean = renameMembers(reachable(bound, IMPORTED), (name) => OWN_MEMBERS.has(name));
      return { code: `${lean}\nexport { ${IMPORTED} };\n`, map: null };
    },
  };
}

/** Puts what `shorter.js` has in the place of rrweb's functions of the same names. */
function shortened(code: string): string {
  const shorter = readFileSync(new URL('./shorter.js', import.meta.url), 'utf8');
  const functions = [...shorter.matchAll(/^export (function ([\w$]+)\([\s\S]*?^\})$/gm)];
  return functions.reduce((text, [, by = '', name = '']) => {
    const part = new RegExp(`^function ${name.replace('$', '\\$')}\\([\\s\\S]*?^\\}$`, 'gm');
    // Given as text it would stand for what was found.
    return make(text, { part, by: by.replaceAll('$', '$$$$') });
  }, code);
}

function checkKnown(bundle: Buffer) {
  const hash = createHash('sha256').update(bundle).digest('hex');
  if (hash !== KNOWN)
    throw new Error(
      `rrweb is not the one that packages/browser/src/build/rrweb/cuts.ts was written against. Read what changed in it, mend the cuts, run the recording tests, then put ${hash} in recordingOnly.ts`,
    );
}

function make(code: string, { part, by = '', times = 1 }: Cut): string {
  const found = code.match(part)?.length ?? 0;
  if (found !== times)
    throw new Error(
      `rrweb has ${found} of what packages/browser/src/build/rrweb/cuts.ts cuts ${times} times: ${part}`,
    );
  return code.replace(part, by);
}

/** Gives the code of a module of ours back, or throws if it asks rrweb for what has been taken out or renamed. */
function checked(code: string, id: string): string {
  if (!/from ['"]rrweb['"]/.test(code)) return code;
  for (const option of Object.keys(FIXED_OPTIONS))
    if (new RegExp(`^\\s*${option}\\b[:,]`, 'm').test(code))
      throw new Error(`${id} uses ${option}, which build/rrweb/cuts.ts has taken out of rrweb`);
  for (const [, member] of code.matchAll(/\.(\w+)\b/g))
    if (OWN_MEMBERS.has(member as string))
      throw new Error(`${id} uses ${member} of rrweb, which build/rrweb/cuts.ts has given another name`);
  return code;
}
