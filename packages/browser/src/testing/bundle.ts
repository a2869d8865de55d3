import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite';
import { MODULES, SCRIPT_TAG } from '../build/outputs.ts';

/** The files for a script tag, by their names. */
export type SdkFiles = ReadonlyMap<string, string>;

/** The script-tag build of the sources as they are, minified as it is shipped or (default) readable; `plugin` may change it. */
export async function bundleSdk({
  minify = false,
  plugin,
}: {
  minify?: boolean;
  plugin?: Plugin;
} = {}): Promise<SdkFiles> {
  const files = await Promise.all(
    Object.values(SCRIPT_TAG).map(async (config: InlineConfig) => {
      const outputs = await build({
        ...config,
        plugins: [...(config.plugins ?? []), plugin],
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

/** The script of a page made with a framework as a developer runs it, and what it imports, by file names. */
export async function bundlePage(entry: string): Promise<SdkFiles> {
  const outputs = await build({
    ...MODULES,
    // Frameworks check more while an application is developed.
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      ...MODULES.build,
      write: false,
      sourcemap: false,
      lib: { entry: { page: new URL(`../${entry}`, import.meta.url).pathname }, formats: ['es'] },
      rolldownOptions: {
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', minify: false, keepNames: true },
      },
    },
  });
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
