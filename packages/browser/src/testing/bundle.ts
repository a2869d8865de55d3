import { build, type Rolldown } from 'vite';

/** The script-tag build of the sources as they are, as text. */
export async function bundleSdk(): Promise<string> {
  const outputs = await build({
    configFile: new URL('../../vite.config.ts', import.meta.url).pathname,
    root: new URL('../..', import.meta.url).pathname,
    logLevel: 'error',
    build: { write: false, minify: false, sourcemap: false },
  });
  const [output] = outputs as Rolldown.RolldownOutput[];
  const chunk = output?.output.find(({ type }) => type === 'chunk') as Rolldown.OutputChunk | undefined;
  if (!chunk) throw new Error('the build gave no script');
  return chunk.code;
}
