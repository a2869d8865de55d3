import { expect, it } from 'vitest';
import { ALL_LOGS, formatLogs, parseLogs } from './logsView.ts';

it('comes back from the address as it went in', () => {
  const view = { query: 'charge error', service: 'payment, v2', hidden: ['warn', 'debug'] as const };
  expect(parseLogs(formatLogs(view))).toEqual(view);
  expect(parseLogs({})).toEqual(ALL_LOGS);
  expect(Object.values(formatLogs(ALL_LOGS)).filter(Boolean)).toEqual([]);
  expect(parseLogs({ logsHide: 'debug,nonsense,error' }).hidden).toEqual(['error', 'debug']);
});
