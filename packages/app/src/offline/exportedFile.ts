import { EXPORTED_PARTS, EXPORTED_SESSION, type HtmlRecords } from '@throughline/format';
import type { ReadPart } from './answers.ts';

/** The parts of the file that `page` was made from: gzip as base64. A damaged one throws. */
export function partsOf(page: Document): ReadPart {
  return async (name) => {
    const element = page.getElementById(name);
    if (element?.getAttribute('type') !== EXPORTED_PARTS.type) return undefined;
    const bytes = Uint8Array.from(atob(element.textContent), (character) => character.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(unpacked).text();
  };
}

/** The records among the parts. Throws, with a sentence for people, if the file is not whole or of another version. */
export async function readRecords(readPart: ReadPart): Promise<HtmlRecords> {
  const text = await readPart(EXPORTED_PARTS.records).catch(() => undefined);
  if (text === undefined) throw new Error('The file is not whole: its records are missing or damaged.');
  const records = JSON.parse(text) as HtmlRecords;
  const { format, version } = EXPORTED_SESSION;
  if (records.format !== format || records.version !== version)
    throw new Error(
      `The file holds ${records.format} ${records.version}, and this page shows ${format} ${version}.`,
    );
  return records;
}
