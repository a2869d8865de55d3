import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { announce, installed, run } from './steps.mjs';

/** Names under which a Chromium may be on the PATH. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
/** Where installers put it off the PATH. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a Chromium or Chrome, or `undefined`: `CHROMIUM_PATH`, then the system's, then Playwright's own. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    process.stderr.write(`CHROMIUM_PATH names ${named}, which does not exist.\n`);
    process.exit(1);
  }
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const { chromium } = await import('playwright-core');
  return [...onPath, ...PLACES, chromium.executablePath()].find((path) => path && existsSync(path));
}

/** Path of a Chromium, installed if there is none: by the package manager as root on Debian, else by Playwright. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  announce('Installing Chromium');
  if (isRootOnDebian()) {
    const environment = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { environment });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
      environment,
    });
  } else {
    await run(installed('playwright-core'), ['install', 'chromium']);
  }
  const path = await findChromium();
  if (path) return path;
  process.stderr.write(
    'No Chromium could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one, then run this again.\n',
  );
  process.exit(1);
}

function isRootOnDebian() {
  if (process.getuid?.() !== 0) return false;
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
