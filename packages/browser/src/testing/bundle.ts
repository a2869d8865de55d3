import { build, type InlineConfig, type Rolldown } from 'vite';
import { MODULES, SCRIPT_TAG } from '../build/outputs.ts';

/** The files for a script tag, by their names. */
export type SdkFiles = ReadonlyMap<string, string>;

/** The script-tag build of the sources as they are, minified as it is shipped or (default) readable. */
export async function bundleSdk({ minify = false } = {}): Promise<SdkFiles> {
  const files = await Promise.all(
    Object.values(SCRIPT_TAG).map(async (config: InlineConfig) => {
      const outputs = await build({
        ...config,
        build: {
          ...config.build,
          write: false,
          sourcemap: false,
          minify: minify && 'oxc',
          rolldownOptions: { output: { ...config.build?.rolldownOptions?.output, minify } },
        },
      });
      const [output] = outputs as Rolldown.RolldownOutput[];
      const chunk = output?.output.find(({ type }) => type === 'chunk') as Rolldown.OutputChunk | undefined;
      if (!chunk) throw new Error('the build gave no script');
      return [chunk.fileName, chunk.code] as const;
    }),
  );
  return new Map(files);
}

/** The build for bundlers, by file names. */
export async function bundleModules(): Promise<SdkFiles> {
  const outputs = await build({ ...MODULES, build: { ...MODULES.build, write: false, sourcemap: false } });
  const chunks = (outputs as Rolldown.RolldownOutput[]).flatMap(({ output }) => output);
  return new Map(chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [[chunk.fileName, chunk.code]] : [])));
}

/** One source file, and what it imports, as a module for a page. */
export async function bundleSource(entry: string): Promise<SdkFiles> {
  const outputs = await build({
    ...MODULES,
    build: {
      ...MODULES.build,
      write: false,
      sourcemap: false,
      lib: {
        entry: new URL(`../${entry}`, import.meta.url).pathname,
        formats: ['es'],
        fileName: () => 'source.js',
      },
    },
  });
  const chunks = (outputs as Rolldown.RolldownOutput[]).flatMap(({ output }) => output);
  return new Map(chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [[chunk.fileName, chunk.code]] : [])));
}
