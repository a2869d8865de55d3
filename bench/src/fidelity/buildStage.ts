import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { fromSources, onDemand } from '../browser/sources.ts';

/** Bundles the application's stage as it is now, and gives its script and styles. */
export async function buildStage(): Promise<{ script: string; styles: string }> {
  const outDir = onDemand('fidelity-stage');
  await build({
    configFile: false,
    logLevel: 'error',
    root: fromSources('fidelity'),
    resolve: { conditions: ['@throughline/source', 'module', 'browser', 'import', 'default'] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      lib: {
        entry: fromSources('fidelity/stage.page.js'),
        formats: ['iife'],
        name: 'stage',
        fileName: () => 'stage.js',
        cssFileName: 'stage',
      },
    },
  });
  const read = (name: string) => readFileSync(join(outDir, name), 'utf8');
  return { script: read('stage.js'), styles: read('stage.css') };
}
