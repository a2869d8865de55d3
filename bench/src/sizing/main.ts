import { readFile, writeFile } from 'node:fs/promises';
import { withComputed } from './document.ts';
import { computedText, PAGE } from './page.ts';

/** `npm run sizing -w bench`: computes the sizing table from the latest figures of `ingest` and `storage`. */
const text = await computedText();
await writeFile(PAGE, withComputed(await readFile(PAGE, 'utf8'), text));
process.stdout.write(`${text}\n`);
