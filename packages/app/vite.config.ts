import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where a server of one's own listens while the app is developed with `npx vite`. */
const DEVELOPMENT_SERVER = 'http://127.0.0.1:4318';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The workspace's packages are built from their sources: no order of builds to keep.
  resolve: { conditions: ['@throughline/source', ...defaultClientConditions] },
  build: { outDir: 'dist/site', emptyOutDir: true, assetsInlineLimit: 0 },
  server: { proxy: { '/api': DEVELOPMENT_SERVER } },
});
