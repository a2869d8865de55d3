import { EVENTS } from '@throughline/format';
import type { Page } from 'playwright-core';
import { EventType } from 'rrweb';
import { expect, it } from 'vitest';
import { bundleModules } from './testing/bundle.ts';
import { flush, useFixture } from './testing/fixture.ts';
import { recordedPage, type Site, startSite } from './testing/site.ts';

const fixture = useFixture();

/** Long enough that it is compressed in the worker, if there is one. */
const TEXT = `<p>${'A paragraph of text. '.repeat(500)}</p><button>Pay</button>`;

const hasCheckpoint = () => fixture.sink.replay().some(({ type }) => type === EventType.FullSnapshot);

/** Opens a page under a Content Security Policy, with no inline script; gives it and what the policy was broken by. */
async function openUnder(policy: string, { from = fixture.site, attributes = '' } = {}) {
  const tag = `<script src="${from.origin}/throughline.iife.js" data-endpoint="${fixture.sink.origin}" data-key="test-key" ${attributes}></script>`;
  const url = fixture.site.page('/', `<!doctype html><html><head>${tag}</head><body>${TEXT}</body></html>`, {
    'content-security-policy': `default-src 'none'; connect-src ${fixture.sink.origin}; ${policy}`,
  });
  const violations: string[] = [];
  const page = await fixture.context.newPage();
  await page.exposeFunction('violated', (directive: string) => violations.push(directive));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      (window as unknown as { violated(directive: string): void }).violated(effectiveDirective),
    );
  });
  await page.goto(url);
  await page.waitForFunction(() => window.throughline !== undefined);
  await flush(page);
  await fixture.sink.until(hasCheckpoint);
  return { page, violations };
}

async function withOtherOrigin(use: (other: Site) => Promise<void>): Promise<void> {
  const other = await startSite(fixture.sdk);
  try {
    await use(other);
  } finally {
    await other.close();
  }
}

const clickIsRecorded = async (page: Page) => {
  await page.click('button');
  await flush(page);
  expect(fixture.sink.logs(EVENTS.click)).toHaveLength(1);
  expect(fixture.pageErrors).toEqual([]);
};

it('works under a policy that allows files of the page’s own origin alone, worker included', async () => {
  const { page, violations } = await openUnder("script-src 'self'; worker-src 'self'");
  expect(page.workers().map((worker) => worker.url())).toEqual([
    `${fixture.site.origin}/throughline-worker.js`,
  ]);
  await clickIsRecorded(page);
  expect(violations).toEqual([]);
});

it('works from another origin, with a worker from a blob', () =>
  withOtherOrigin(async (other) => {
    const { page, violations } = await openUnder(`script-src ${other.origin}; worker-src blob:`, {
      from: other,
    });
    expect(page.workers().map((worker) => worker.url().startsWith('blob:'))).toEqual([true]);
    await clickIsRecorded(page);
    expect(violations).toEqual([]);
  }));

it('works where a policy forbids the worker that it tries', async () => {
  const { page } = await openUnder("script-src 'self'; worker-src 'none'");
  expect(page.workers()).toEqual([]);
  await clickIsRecorded(page);
});

it('works under enforced Trusted Types that allow its policy', async () => {
  const { page, violations } = await openUnder(
    "script-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types throughline",
  );
  expect(page.workers()).toHaveLength(1);
  await clickIsRecorded(page);
  expect(violations).toEqual([]);
});

it('works under enforced Trusted Types that allow nothing', async () => {
  const { page } = await openUnder(
    "script-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  );
  expect(page.workers()).toEqual([]);
  await clickIsRecorded(page);
});

it('starts no worker if told so, and breaks no policy then', async () => {
  const policy = { 'content-security-policy': "worker-src 'none'" };
  const html = recordedPage({ endpoint: fixture.sink.origin, worker: false }, TEXT);
  const page = await fixture.context.newPage();
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', () => {
      document.title = 'violated';
    });
  });
  await page.goto(fixture.site.page('/', html, policy));
  await flush(page);
  expect(hasCheckpoint()).toBe(true);
  expect(page.workers()).toEqual([]);
  expect(await page.title()).toBe('Shop');
});

it('works in a browser without CompressionStream', async () => {
  await fixture.context.addInitScript(() => Reflect.deleteProperty(window, 'CompressionStream'));
  const page = await fixture.open(TEXT, { worker: false });
  await flush(page);
  expect(hasCheckpoint()).toBe(true);
  await clickIsRecorded(page);
});

it('works as a module, bundled with its recorder as a chunk that is loaded later', async () => {
  const modules = await bundleModules();
  const site = await startSite(modules);
  try {
    const options = JSON.stringify({ endpoint: fixture.sink.origin, key: 'test-key' });
    const html = `<!doctype html>${TEXT}<script type="module">
      import { init } from '/index.js';
      window.throughline = init(${options});
    </script>`;
    const page = await fixture.context.newPage();
    await page.goto(site.page('/', html));
    await flush(page);
    expect(hasCheckpoint()).toBe(true);
    await clickIsRecorded(page);
    expect([...modules.keys()].length).toBeGreaterThan(1);
    expect(modules.get('index.js')).not.toContain('rrweb');
  } finally {
    await site.close();
  }
});

it('runs what a page queued before the script arrived', async () => {
  const options = JSON.stringify({ endpoint: fixture.sink.origin, key: 'test-key' });
  const html = `<!doctype html><script>
    window.Throughline = { queue: [['init', ${options}], ['identify', 'user-1'], ['track', 'early']] };
  </script><script async src="/throughline.iife.js"></script>${TEXT}`;
  const page = await fixture.context.newPage();
  await page.goto(fixture.site.page('/', html));
  await page.waitForFunction(() => window.throughline !== undefined);
  await page.evaluate(() => {
    const { Throughline } = window as unknown as {
      Throughline: { queue: { push(command: unknown[]): void } };
    };
    Throughline.queue.push(['track', 'late']);
  });
  await flush(page);
  expect(fixture.sink.logs('early')).toHaveLength(1);
  expect(fixture.sink.logs('late')).toHaveLength(1);
});

it('records a page and a frame in it as one session of two tabs', async () => {
  const { sink, site } = fixture;
  const inner = site.page('/inner', recordedPage({ endpoint: sink.origin }, '<p>inside</p>'));
  const page = await fixture.open(`<p>outside</p><iframe src="${inner}"></iframe>`);
  const frame = page.frames()[1];
  await frame?.waitForFunction(() => window.throughline !== undefined);
  await flush(page);
  await frame?.evaluate(() => window.throughline.flush());
  expect(new Set(sink.segments.map(({ header }) => header.session)).size).toBe(1);
  expect(new Set(sink.segments.map(({ header }) => header.tab)).size).toBe(2);
  expect(fixture.pageErrors).toEqual([]);
});

it('leaves the page as it is where its recorder cannot be loaded, and says so', async () => {
  const warnings: string[] = [];
  fixture.context.on('console', (message) => warnings.push(message.text()));
  fixture.site.missing.add('throughline-recorder.js');
  const page = await fixture.openAtOnce('<button onclick="this.textContent = \'Paid\'">Pay</button>');
  await page.click('button');
  await flush(page);
  expect(await page.textContent('button')).toBe('Paid');
  expect(warnings.join()).toContain('the recorder could not be loaded');
  expect(fixture.pageErrors).toEqual([]);
});

it('loses no event of a page that goes away before its recorder has arrived', async () => {
  await fixture.context.route('**/throughline-recorder.js', () => {});
  const page = await fixture.openAtOnce('<button>Pay</button>');
  await page.click('button');
  await page.goto(fixture.site.page('/elsewhere', '<p>elsewhere</p>'));
  await fixture.sink.until(() => fixture.sink.logs(EVENTS.click).length === 1);
  expect(fixture.sink.segments.map(({ header }) => header.seq)).toEqual([0]);
});
