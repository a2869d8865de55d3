import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { Clock } from '../clock.ts';
import { createListening } from '../listening.ts';
import { safely } from '../safely.ts';
import type { Emit, Stop } from './captured.ts';
import type { DescribeElement } from './element/describeElement.ts';
import { IGNORE_ATTRIBUTE } from './masking.ts';
import type { Click } from './userAction/userActions.ts';

/**
 * Records the person's clicks, before the page hears of them, so that a click stands before what it causes. `nodeId`
 * gives the id of a node in the recording of the DOM. Until `description` is there, elements are named by their tag, but
 * those to be ignored.
 * `clicked` is told of each.
 */
export function startClickCapture(
  emit: Emit,
  clock: Clock,
  ignoreSelectors: readonly string[],
  nodeId: (node: Node) => number | undefined,
  description: Promise<DescribeElement | undefined>,
  clicked: (click: Click) => void,
): Stop {
  const ignored = [IGNORE_ATTRIBUTE, ...ignoreSelectors].join();
  let describe: DescribeElement = (element) =>
    element.closest(ignored) ? undefined : { element, name: element.localName, selector: undefined };
  void description.then((given) =>
    safely(() => {
      describe = given ?? describe;
    }),
  );

  function record(event: MouseEvent): void {
    // Within shadow roots the event's own target is the host.
    const [target] = event.composedPath();
    if (!event.isTrusted || !(target instanceof Element)) return;
    const described = describe(target);
    if (!described) return;
    const { element, name, selector } = described;
    const attributes = {
      [ATTRIBUTES.elementName]: name,
      [ATTRIBUTES.elementSelector]: selector,
      [ATTRIBUTES.elementNodeId]: nodeId(element),
      [ATTRIBUTES.pointerX]: Math.round(event.clientX),
      [ATTRIBUTES.pointerY]: Math.round(event.clientY),
    };
    emit({ kind: 'log', time: clock.now(), eventName: EVENTS.click, severity: 'info', attributes });
    clicked({ element, name, x: event.clientX, y: event.clientY, attributes });
  }
  const { on, stop } = createListening();
  on('click', record);
  return stop;
}
