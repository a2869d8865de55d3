import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { ASSET_PREFIX, PATHS, readReplay, type SdkConfig, type SegmentHeader } from '@throughline/format';
import { close, listen } from './site.ts';

/** An rrweb event; only what is used here. */
export interface ReplayEvent {
  type: number;
  timestamp: number;
}

/** Stands for the server: keeps segments and assets, and gives the events as the application's player would get them. */
export interface RecordingSink {
  url: string;
  /** Of the segments so far, in their order, with what they refer to put in. */
  events(): ReplayEvent[];
  /** Bytes that came, compressed. */
  bytes(): number;
  close(): void;
}

const CONFIG: SdkConfig = {
  recording: true,
  sampling: { rate: 1, rules: [] },
  privacy: { mode: 'inputs', maskSelectors: [], blockSelectors: [] },
  incidents: [],
};
const CORS = { 'access-control-allow-origin': '*', 'content-type': 'application/json' };
const REFERENCE = new RegExp(`("rules":)?"${ASSET_PREFIX}([0-9a-f]{64})"`, 'g');

export async function startRecordingSink(): Promise<RecordingSink> {
  const segments: { header: SegmentHeader; replay: string }[] = [];
  const assets = new Map<string, string>();
  let bytes = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://sink');
      const body = Buffer.concat(chunks);
      bytes += body.length;
      response.writeHead(200, CORS).end(JSON.stringify(answer(request.method ?? 'GET', url, body)));
    });
  });

  function answer(method: string, { pathname, searchParams }: URL, body: Buffer): object {
    if (pathname === PATHS.config) return CONFIG;
    if (pathname === PATHS.assets) return { missing: searchParams.get('hashes')?.split(',') ?? [] };
    if (method === 'POST' && pathname.startsWith(PATHS.assets))
      assets.set(pathname.slice(PATHS.assets.length + 1), gunzipSync(body).toString());
    if (pathname === PATHS.segments) {
      const [header = '', , , replay = ''] = gunzipSync(body).toString().split('\n');
      segments.push({ header: JSON.parse(header), replay: readReplay(replay) });
    }
    return { ok: true, serverTime: Date.now() };
  }

  return {
    url: await listen(server),
    events: () =>
      segments
        .toSorted((a, b) => a.header.seq - b.header.seq)
        .flatMap(({ replay }) => (replay ? JSON.parse(withAssets(replay, assets)) : [])),
    bytes: () => bytes,
    close: () => close(server),
  };
}

function withAssets(replay: string, assets: ReadonlyMap<string, string>): string {
  return replay.replace(REFERENCE, (_, rules: string | undefined, hash: string) => {
    const text = assets.get(hash);
    if (text === undefined) throw new Error(`asset ${hash} is referred to and never came`);
    // Rules of a style sheet without an element are their JSON.
    return rules ? rules + text : JSON.stringify(text);
  });
}
