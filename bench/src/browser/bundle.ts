import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import type { Recorder } from './recorders/recorder.ts';
import { fromSources } from './sources.ts';

const PAGES = fromSources('browser/recorders/');
const ENTRY = 'bench-entry';

/** Starts the recorder when the page's script runs, and tells the driver when it is ready. */
const entryOf = (recorder: string) => `
import * as recorder from '${PAGES}${recorder}.page.js';
const bench = window.__bench;
bench.flush = () => recorder.flush?.();
const query = new URLSearchParams(location.search);
bench.state = 'starting';
(async () => recorder.start({
  ingest: query.get('ingest'), page: location.origin, bodies: query.get('bodies') === '1',
}))().then(
  () => { bench.marks.sdkReady = performance.now(); bench.state = 'ready'; },
  (error) => { bench.errors.push('start: ' + (error?.stack ?? error)); bench.state = 'failed'; },
);`;

/** Makes of a recorder's page half, and all that it imports of `peers`, modules in `folder`. */
export async function bundleRecorder(
  { name, define = {} }: Recorder,
  peers: string,
  folder: string,
  minify: boolean,
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    configFile: false,
    root: peers,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    plugins: [entry(name), ofPeers(peers)],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      minify: minify && 'oxc',
      modulePreload: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: {
        input: ENTRY,
        output: { entryFileNames: 'entry.js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    base: `/bundle/${name}/`,
  });
}

function entry(recorder: string): Plugin {
  return {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : undefined),
    load: (id) => (id === `\0${ENTRY}` ? entryOf(recorder) : undefined),
  };
}

/** Packages that the page halves import are looked for among the peers; ours is that of this repository. */
function ofPeers(peers: string): Plugin {
  return {
    name: 'of-peers',
    enforce: 'pre',
    resolveId(id, importer) {
      if (!importer?.startsWith(PAGES) || /^[./]/.test(id) || id.startsWith('@throughline/'))
        return undefined;
      return this.resolve(id, join(peers, 'entry.js'), { skipSelf: true });
    },
  };
}

/** Bytes of gzip of all scripts in `folder`. */
export function gzipBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length, 0);
}
