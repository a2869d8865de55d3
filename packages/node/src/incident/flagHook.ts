import { type Incidents, incidents } from './incidents.ts';

/** How long one evaluation of the flag as true counts, minutes: a flag that nobody evaluates any more ends by itself. */
const MINUTES = 15;

/** As much of OpenFeature's `Hook` (https://openfeature.dev/specification/sections/hooks) as is used. */
export interface FlagHook {
  after(hook: { flagKey: string }, details: { value: unknown }): void;
}

/**
 * A hook for OpenFeature (`OpenFeature.addHooks(incidentModeHook())`): while the flag `flagKey` evaluates to true, this process
 * is in incident mode, with no limit of scope; the first evaluation to false ends it, and else a quarter of an hour.
 */
export function incidentModeHook(
  flagKey = 'throughline-incident-mode',
  known: Incidents = incidents,
): FlagHook {
  return {
    after(hook, { value }) {
      if (hook.flagKey !== flagKey) return;
      known.setLocal(`flag ${flagKey}`, value === true ? Date.now() + MINUTES * 60_000 : 0);
    },
  };
}
