import { defineConfig } from 'vite';

/** The build for a script tag: one file that puts `init` into `window.Throughline`. tsc makes the modules beside it. */
export default defineConfig({
  resolve: { conditions: ['@throughline/source', 'module', 'browser', 'import', 'default'] },
  build: {
    lib: {
      entry: new URL('src/index.ts', import.meta.url).pathname,
      name: 'Throughline',
      formats: ['iife'],
      fileName: () => 'throughline.iife.js',
    },
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
  },
});
