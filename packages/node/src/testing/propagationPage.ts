import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../../../docs/user/propagation.md', import.meta.url));

/** `npm run propagation` sets it: the page is written anew rather than compared. */
const WRITES = process.env.WRITE_PROPAGATION === '1';

/** One line of the page's table: a cell for each column. */
export type Row = string[];

/**
 * Holds the table `name` of docs/user/propagation.md to `rows`, which a test has found. Gives back what the page says and
 * what it should say, to be compared. `isWhole` says whether every row was tried: else those that were not stay.
 */
export async function tableOfPage(
  name: string,
  rows: Row[],
  isWhole: boolean,
): Promise<{ written: string[]; found: string[] }> {
  const text = await readFile(page, 'utf8');
  const marks = [`<!-- ${name}: written by npm run propagation -->`, `<!-- ${name}: end -->`] as const;
  const start = text.indexOf(marks[0]);
  const end = text.indexOf(marks[1]);
  if (start < 0 || end < start) throw new Error(`${page} has no table ${name}`);
  const [head = '', rule = '', ...lines] = text
    .slice(start + marks[0].length, end)
    .trim()
    .split('\n');
  const found = rows.map((row) => `| ${row.join(' | ')} |`);
  if (WRITES) {
    if (!isWhole) throw new Error(`the table ${name} cannot be written: not everything could be tried here`);
    const table = [marks[0], '', head, rule, ...found, '', ''].join('\n');
    await writeFile(page, text.slice(0, start) + table + text.slice(end));
    return { written: found, found };
  }
  return { written: isWhole ? lines : lines.filter((line) => found.includes(line)), found };
}

/** `name` and the version of it that the tests run with. */
export async function withVersion(name: string): Promise<string> {
  const file = await packageFile(name);
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
  return `\`${name}\` ${version}`;
}

/** By the folder, since not every package lets its `package.json` be asked for. */
async function packageFile(name: string): Promise<string> {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const folder of folders) {
    const file = `${folder}/${name}/package.json`;
    const isThere = await readFile(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  throw new Error(`${name} is not installed in ${dirname(folders[0] ?? '')}`);
}
