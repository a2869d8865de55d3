import { expect, it } from 'vitest';
import { browserName, browserVersion } from './browserName.ts';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

it.each([
  [CHROME, 'Chrome', '142'],
  [`${CHROME} Edg/142.0.0.0`, 'Edge', '142'],
  [`${CHROME} OPR/120.1`, 'Opera', '120'],
  [CHROME.replace('Chrome', 'HeadlessChrome'), 'Chrome', '142'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox', '145'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
    'Safari',
    '18',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
    'Chrome',
    '142',
  ],
  ['curl/8.5.0', 'other', ''],
  ['', '', ''],
])('tells the browser of %s', (userAgent, name, version) => {
  expect([browserName(userAgent), browserVersion(userAgent)]).toEqual([name, version]);
});
