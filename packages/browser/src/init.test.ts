import { expect, it } from 'vitest';
import { init } from './index.ts';

it('does nothing on a server', async () => {
  const throughline = init({ endpoint: 'http://localhost:4318', key: 'k' });
  expect(throughline.sessionId()).toBe('');
  expect(throughline.sessionUrl({ atNow: true })).toBe('');
  expect(throughline.headers('http://localhost/')).toEqual({});
  throughline.identify('u');
  throughline.track('e');
  throughline.captureException(new Error('x'));
  throughline.on('session', () => {})();
  throughline.optIn();
  throughline.start();
  await throughline.flush();
  await throughline.shutdown();
});
