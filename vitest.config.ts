import { defineConfig } from 'vitest/config';

// The unit and integration tests run the sources; the end-to-end tests run what was built.
// Node itself gets these too: not `module`, which is for bundlers, nor `import`, which must not hold for `require`.
const source = ['@throughline/source', 'node'];
const fromSource = { resolve: { conditions: source }, ssr: { resolve: { conditions: source } } };

/** How long a polled expectation may take to come true, milliseconds: a busy machine is no failure. */
const POLL_TIMEOUT_MS = 45_000;

/** Of two cores one is idle a third of the time with two: these tests wait for processes and browsers. */
const WORKERS = 3;

export default defineConfig({
  test: {
    projects: [
      {
        ...fromSource,
        test: {
          name: 'unit',
          include: ['{packages/*,bench}/src/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', '**/*.browser.test.ts'],
          // Pure functions share what is loaded: four times faster.
          isolate: false,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'integration',
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          include: ['{packages,examples}/*/src/**/*.{integration,browser}.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          name: 'e2e',
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          include: ['e2e/src/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // Each starts a server, a shop of six services and a browser, and then mostly waits for them.
          maxWorkers: 2,
        },
      },
    ],
  },
});
