import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/** Pages whose packages only come to life in a bundle, and what that bundle does. */
const ENTRIES: Readonly<Record<string, string>> = {
  excalidraw: `
import '@excalidraw/excalidraw/index.css';
import { Excalidraw } from '@excalidraw/excalidraw';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
createRoot(document.querySelector('#board')).render(createElement(Excalidraw));`,
};

/** Bundles what the page needs, once, into `built/NAME` of the packages' folder. */
export async function buildPage(name: string, folder: string): Promise<void> {
  const source = ENTRIES[name];
  const out = join(folder, 'built', name);
  if (!source || existsSync(out)) return;
  const entry: Plugin = {
    name: 'entry',
    resolveId: (id) => (id === 'page-entry' ? join(folder, 'page-entry.js') : undefined),
    load: (id) => (id === join(folder, 'page-entry.js') ? source : undefined),
  };
  await build({
    configFile: false,
    root: folder,
    base: `/built/${name}/`,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.IS_PREACT': '"false"' },
    plugins: [entry],
    build: {
      outDir: out,
      target: 'es2022',
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      cssCodeSplit: false,
      rolldownOptions: {
        input: 'page-entry',
        output: {
          entryFileNames: `${name}.js`,
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: (asset) =>
            asset.names.some((one) => one.endsWith('.css')) ? `${name}.css` : '[name]-[hash][extname]',
        },
      },
    },
  });
}
