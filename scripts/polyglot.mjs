import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { announce, installed, must } from './steps.mjs';

/** The checkout with services in Java, Python and Go in it: those whose tools are on this machine. */
await ensureInstalled();
const { ensureChromium } = await import('./chromium.mjs');
const environment = { CHROMIUM_PATH: await ensureChromium() };
await build();
announce('Tests: other languages');
await must(installed('vitest'), ['run', '--project', 'e2e', 'e2e/src/polyglot'], { environment });
