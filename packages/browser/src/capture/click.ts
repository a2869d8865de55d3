import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { Clock } from '../clock.ts';
import { safely } from '../safely.ts';
import type { Emit, Stop } from './captured.ts';
import type { DescribeElement } from './element/describeElement.ts';
import type { Masking } from './masking.ts';
import type { Click } from './userAction/userActions.ts';

/**
 * Records the person's clicks, before the page hears of them, so that a click stands before what it causes. `nodeId`
 * gives the id of a node in the recording of the DOM. Until `description` is there, elements are named by their tag.
 * `clicked` is told of each.
 */
export function startClickCapture(
  emit: Emit,
  clock: Clock,
  masking: Masking,
  nodeId: (node: Node) => number | undefined,
  description: Promise<DescribeElement | undefined>,
  clicked: (click: Click) => void,
): Stop {
  let describe: DescribeElement = byTag;
  void description.then((given) => {
    describe = given ?? byTag;
  });

  function record(event: MouseEvent): void {
    // Within shadow roots the event's own target is the host.
    const [target] = event.composedPath();
    if (!event.isTrusted || !(target instanceof Element)) return;
    const { element, name, selector } = describe(target, masking);
    const attributes = {
      [ATTRIBUTES.elementName]: name,
      [ATTRIBUTES.elementSelector]: selector,
      [ATTRIBUTES.elementNodeId]: nodeId(element),
      [ATTRIBUTES.pointerX]: Math.round(event.clientX),
      [ATTRIBUTES.pointerY]: Math.round(event.clientY),
    };
    emit({ kind: 'log', time: clock.now(), eventName: EVENTS.click, severity: 'info', attributes });
    clicked({ name, x: event.clientX, y: event.clientY, attributes });
  }
  const listening = new AbortController();
  window.addEventListener('click', (event) => safely(() => record(event)), {
    capture: true,
    passive: true,
    signal: listening.signal,
  });
  return () => listening.abort();
}

const byTag: DescribeElement = (target, masking) => {
  const element = masking.blockedAround(target) ?? target;
  return { element, name: element.localName, selector: undefined };
};
