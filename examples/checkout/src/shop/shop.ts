import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import type { ShopSettings } from './settings.ts';

/** The page as Vite built it: `npm run build -w examples/checkout`. */
const SITE = fileURLToPath(new URL('../../dist/shop/site/', import.meta.url));

/** Serves the page and its settings; throws if the page was not built. Every path without a file is the page itself, whose router reads the address. */
export function createShop(settings: ShopSettings): Express {
  if (!existsSync(`${SITE}index.html`))
    throw new Error('the shop page is not built; run: npm run build -w examples/checkout');
  const app = express();
  app.get('/settings.js', (_, response) => {
    response.type('js').send(`globalThis.shopSettings = ${JSON.stringify(settings)};`);
  });
  app.use(express.static(SITE));
  app.get('/{*path}', (_, response) => response.sendFile('index.html', { root: SITE }));
  return app;
}
