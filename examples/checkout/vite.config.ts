import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the shop page alone; the services are built by `tsc -b`, beside it in `dist`. */
export default defineConfig({
  root: new URL('src/shop/page', import.meta.url).pathname,
  plugins: [react()],
  build: { outDir: '../../../dist/shop/site', emptyOutDir: true },
});
