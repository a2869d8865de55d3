import { redactText } from '@throughline/format';

/** What a person typed, as far as it is not in a form field. */
const EDITABLE = '[contenteditable]:not([contenteditable="false" i]), [role="textbox"]';
const MASK_ATTRIBUTE = '[data-throughline-mask]';
const BLOCK_ATTRIBUTE = '[data-throughline-block]';

export interface MaskingRules {
  maskSelectors: readonly string[];
  blockSelectors: readonly string[];
}

/** Which elements may be seen, by the page's own marks and by the rules given to `init`. */
export interface Masking {
  /** Matches elements of which only the size may be recorded. */
  readonly blockSelector: string;
  /** Text that may be seen, without card numbers, tokens and named secrets. */
  redact(text: string): string;
  /** Whether text in and of the element must not be recorded: it or something around it is masked or blocked. */
  isMasked(element: Element): boolean;
  /** The outermost blocked element that holds `element`, or is it. */
  blockedAround(element: Element): Element | undefined;
}

export function createMasking({ maskSelectors, blockSelectors }: MaskingRules): Masking {
  const blockSelector = [BLOCK_ATTRIBUTE, ...blockSelectors].join(', ');
  const hiddenSelector = [MASK_ATTRIBUTE, EDITABLE, ...maskSelectors, blockSelector].join(', ');
  return {
    blockSelector,
    redact: redactText,
    isMasked: (element) => closestThroughRoots(element, hiddenSelector) !== null,
    blockedAround(element) {
      let outermost: Element | undefined;
      let found = closestThroughRoots(element, blockSelector);
      while (found) {
        outermost = found;
        const parent = parentThroughRoots(found);
        found = parent && closestThroughRoots(parent, blockSelector);
      }
      return outermost;
    },
  };
}

/** As `Element.closest`, but goes on beyond a shadow root to its host and beyond a frame's document to the frame. */
export function closestThroughRoots(element: Element, selector: string): Element | null {
  let within: Element | null = element;
  while (within) {
    const found: Element | null = within.closest(selector);
    if (found) return found;
    within = holderOfRoot(within);
  }
  return null;
}

function parentThroughRoots(element: Element): Element | null {
  return element.parentElement ?? holderOfRoot(element);
}

function holderOfRoot(element: Element): Element | null {
  const root = element.getRootNode();
  if ('host' in root) return (root as ShadowRoot).host;
  try {
    return (root as Document).defaultView?.frameElement ?? null;
  } catch {
    // The frame belongs to another origin's page.
    return null;
  }
}
