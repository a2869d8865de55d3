import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { EXPORTED_PARTS, type HtmlRecords } from '@throughline/format';
import { EXPORT_LIMITS } from '../limits.ts';
import type { Reader } from '../store/reader.ts';
import type { OfflinePlayer } from './offlinePlayer.ts';
import { type ReadAsset, readAssets, readReplay, readSegments } from './recording.ts';
import { type Exported, readRecords } from './records.ts';

/**
 * A session as one page that plays by itself, from wherever it is opened, in pieces. Throws `ExportTooLarge` before the first piece.
 * What was recorded is in it as gzip in base64: it can end no element. The page's policy runs the player's script alone, and lets
 * nothing in or out; the frame in which the recorded page is rebuilt inherits that, and runs no script at all.
 */
export async function exportHtml(
  reader: Reader,
  exported: Exported,
  readAsset: ReadAsset,
  player: OfflinePlayer,
): Promise<AsyncGenerator<string>> {
  const segments = await readSegments(reader, exported, EXPORT_LIMITS.playedRecordingBytes);
  const records: HtmlRecords = { ...(await readRecords(reader, exported)), segments };
  return (async function* () {
    yield head(exported, player);
    yield part(EXPORTED_PARTS.records, await packed(JSON.stringify(records)));
    const hashes = new Set<string>();
    let index = 0;
    for await (const events of readReplay(reader, exported, segments, hashes)) {
      yield part(EXPORTED_PARTS.segment(index), await packed(events));
      index += 1;
    }
    for await (const [hash, body] of readAssets(readAsset, exported.project, hashes))
      yield part(EXPORTED_PARTS.asset(hash), body);
    yield `<script>${player.script}</script>\n</body>\n</html>\n`;
  })();
}

function head({ session }: Exported, { script, style }: OfflinePlayer): string {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    // Components and recorded pages are styled by attributes.
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'media-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Session ${session.id}</title>
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript>This page plays a recorded session, and needs JavaScript.</noscript>
`;
}

function part(id: string, body: Uint8Array): string {
  return `<script type="${EXPORTED_PARTS.type}" id="${id}">${Buffer.from(body).toString('base64')}</script>\n`;
}

const packed = (text: string): Promise<Uint8Array> => promisify(gzip)(text);
