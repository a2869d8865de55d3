import { expect, test } from 'vitest';
import { incidentModeHook } from './flagHook.ts';
import { Incidents } from './incidents.ts';

test('a flag begins incident mode when it is true, ends it when it is false, and others do nothing', () => {
  const incidents = new Incidents();
  const hook = incidentModeHook('incident', incidents);
  hook.after({ flagKey: 'dark-mode' }, { value: true });
  expect(incidents.isAny).toBe(false);
  hook.after({ flagKey: 'incident' }, { value: true });
  expect(incidents.isAny).toBe(true);
  hook.after({ flagKey: 'incident' }, { value: false });
  expect(incidents.isAny).toBe(false);
});
