import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { safely } from '../../safely.ts';
import type { PageCapture } from './pageCapture.ts';

interface Typed {
  /** The last field that was changed in the form. */
  name: string;
  attributes: Record<string, unknown>;
  /** Of the page's address then. */
  path: string;
}

/** How often a form that was begun is looked for: nothing tells that it went. */
const LOOK_EVERY_MS = 1_000;

/** Which fields a person changed, never to what; forms that were submitted, and those that were left half done. */
export const captureForms: PageCapture = ({ listen, tell, about, whenLeaving, whenStopped }) => {
  const begun = new Map<HTMLFormElement, Typed>();
  /** The field that a person types into, as long as that is not told of as its last change. */
  let typingIn: EventTarget | undefined;
  let timer = 0;

  function tellOf(event: Event, phase: 'first' | 'last'): void {
    const field = event.isTrusted && about(event);
    const [target] = event.composedPath();
    typingIn = phase === 'first' ? target : undefined;
    if (!field) return;
    const { name, attributes } = field;
    tell(EVENTS.input, `${phase === 'first' ? 'type in' : 'change'} ${name}`, {
      ...attributes,
      [ATTRIBUTES.inputPhase]: phase,
    });
    const { form } = target as HTMLElement & { form?: unknown };
    if (!(form instanceof HTMLFormElement)) return;
    begun.set(form, { name, attributes, path: location.pathname });
    timer ||= window.setInterval(() => safely(tellOfLeft), LOOK_EVERY_MS);
  }

  function tellOfLeft(isPageLeft?: true): void {
    for (const [form, { name, attributes, path }] of begun)
      if (isPageLeft || !form.isConnected || path !== location.pathname) {
        begun.delete(form);
        tell(EVENTS.abandonment, `form left after ${name}`, attributes);
      }
    if (begun.size === 0) endLooking();
  }
  function endLooking(): void {
    clearInterval(timer);
    timer = 0;
  }

  // What is chosen or checked is no `InputEvent`: `change` tells of it.
  listen('input', (event) => {
    if (event instanceof InputEvent && event.composedPath()[0] !== typingIn) tellOf(event, 'first');
  });
  listen('change', (event) => tellOf(event, 'last'));
  // What is edited without being a field has no `change`.
  listen('focusout', (event) => {
    if (event.composedPath()[0] === typingIn) tellOf(event, 'last');
  });
  listen('submit', (event) => {
    const form = about(event);
    if (!form) return;
    begun.delete(event.target as HTMLFormElement);
    tell(EVENTS.submit, `submit ${form.name}`, form.attributes);
  });
  // `formdata`: a script sends it, or submits it without asking.
  for (const over of ['reset', 'formdata'] as const)
    listen(over, (event) => begun.delete(event.target as HTMLFormElement));

  // Who turns to another tab may come back; a page that goes away is hidden only after that.
  whenLeaving(() => {
    if (!document.hidden) tellOfLeft(true);
  });
  whenStopped(endLooking);
};
