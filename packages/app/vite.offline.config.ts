import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** What plays an exported session: one script and one style sheet, which the server writes into the file. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  publicDir: false,
  resolve: { conditions: ['@throughline/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/offline',
    emptyOutDir: true,
    // A file has nowhere to load a second one from.
    cssCodeSplit: false,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    modulePreload: false,
    rolldownOptions: {
      // rrweb would look beside itself for a worker that draws canvases.
      transform: { define: { 'import.meta': '{}' } },
      input: 'src/offline/main.tsx',
      output: {
        format: 'iife',
        codeSplitting: false,
        entryFileNames: 'player.js',
        assetFileNames: 'player.css',
      },
    },
  },
});
