import { EVENTS } from '@throughline/format';
import type { EventKind } from '../state/eventsView.ts';

/** The kind of each event that the browser SDK tells of; any other is the application's own. */
const KINDS: Record<string, EventKind> = {
  [EVENTS.click]: 'click',
  [EVENTS.rageClick]: 'frustration',
  [EVENTS.deadClick]: 'frustration',
  [EVENTS.errorClick]: 'frustration',
  [EVENTS.input]: 'form',
  [EVENTS.submit]: 'form',
  [EVENTS.abandonment]: 'form',
  [EVENTS.navigation]: 'navigation',
  [EVENTS.route]: 'navigation',
  [EVENTS.sessionStart]: 'navigation',
  [EVENTS.dialog]: 'page',
  [EVENTS.clipboard]: 'page',
  [EVENTS.scrollDepth]: 'page',
  [EVENTS.visibility]: 'page',
  [EVENTS.webVital]: 'vital',
  [EVENTS.longTask]: 'slow',
  [EVENTS.mutationStorm]: 'slow',
  [EVENTS.exception]: 'problem',
  [EVENTS.resourceError]: 'problem',
  [EVENTS.cspViolation]: 'problem',
  [EVENTS.state]: 'state',
  [EVENTS.featureFlag]: 'flag',
  [EVENTS.device]: 'device',
};

export function kindOf(name: string): EventKind {
  return KINDS[name] ?? 'custom';
}
