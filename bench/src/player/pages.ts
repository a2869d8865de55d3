import { build, type InlineConfig } from 'vite';
import { fromSources, onDemand } from '../browser/sources.ts';

/** Builds the pages with the two players, as they are now; gives the folders that they are in. */
export async function buildPages(): Promise<{ ours: string; theirs: string }> {
  const [ours, theirs] = [onDemand('player-ours'), onDemand('player-theirs')];
  const common: InlineConfig = {
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@throughline/source', 'module', 'browser', 'import', 'default'] },
  };
  await build({
    ...common,
    root: fromSources('../../packages/app/src/testing/player'),
    build: { outDir: ours, emptyOutDir: true, target: 'es2022' },
  });
  await build({
    ...common,
    root: fromSources('player/page'),
    build: {
      outDir: theirs,
      emptyOutDir: true,
      target: 'es2022',
      rollupOptions: { input: fromSources('player/page/theirs.html') },
    },
  });
  return { ours, theirs };
}
