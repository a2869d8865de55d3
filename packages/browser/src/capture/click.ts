import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { Clock } from '../clock.ts';
import { safely } from '../safely.ts';
import type { Emit, Stop } from './captured.ts';
import { actedOn, elementName } from './element/elementName.ts';
import { elementSelector } from './element/elementSelector.ts';
import type { Masking } from './masking.ts';

/**
 * Records the person's clicks, before the page hears of them, so that a click stands before what it causes. `nodeId`
 * gives the id of a node in the recording of the DOM.
 */
export function startClickCapture(
  emit: Emit,
  clock: Clock,
  masking: Masking,
  nodeId: (node: Node) => number | undefined,
): Stop {
  function record(event: MouseEvent): void {
    // Within shadow roots the event's own target is the host.
    const [target] = event.composedPath();
    if (!event.isTrusted || !(target instanceof Element)) return;
    const element = actedOn(target, masking);
    emit({
      kind: 'log',
      time: clock.now(),
      eventName: EVENTS.click,
      severity: 'info',
      attributes: {
        [ATTRIBUTES.elementName]: elementName(element, masking),
        [ATTRIBUTES.elementSelector]: elementSelector(element),
        [ATTRIBUTES.elementNodeId]: nodeId(element),
        [ATTRIBUTES.pointerX]: Math.round(event.clientX),
        [ATTRIBUTES.pointerY]: Math.round(event.clientY),
      },
    });
  }
  const listening = new AbortController();
  window.addEventListener('click', (event) => safely(() => record(event)), {
    capture: true,
    passive: true,
    signal: listening.signal,
  });
  return () => listening.abort();
}
