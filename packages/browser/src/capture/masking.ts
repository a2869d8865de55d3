import { isSensitiveName, redactText } from '@throughline/format';

export const MASK_ATTRIBUTE = '[data-throughline-mask]';
export const UNMASK_ATTRIBUTE = '[data-throughline-unmask]';
export const BLOCK_ATTRIBUTE = '[data-throughline-block]';
export const IGNORE_ATTRIBUTE = '[data-throughline-ignore]';
/** Matches what a person types into that is no form field. */
const EDITABLE = '[contenteditable]:not([contenteditable="false" i]), [role="textbox"]';

/** CSS selectors, as `init` takes them. */
export interface MaskingSelectors {
  maskSelectors: readonly string[];
  unmaskSelectors: readonly string[];
  blockSelectors: readonly string[];
  ignoreSelectors: readonly string[];
}

export interface MaskingRules extends MaskingSelectors {
  /** What is hidden where nothing is marked: what is typed; all text too; media and most attributes too. */
  privacy: 'inputs' | 'text' | 'strict';
}

/** What of an element is hidden: nothing but what is typed into it, its text, or all but what it takes to draw it. */
export type Hiding = 'none' | 'text' | 'most';

/** Which elements may be seen, by the page's own marks and by the rules given to `init`. The nearest mark counts. */
export interface Masking {
  /** Matches elements of which only the size may be recorded. */
  readonly blockSelector: string;
  /** Text that may be seen, without card numbers, tokens and named secrets. */
  redact(text: string): string;
  /** What must not be recorded of the element and of the text in it. */
  hiding(element: Element): Hiding;
  /** Whether text in and of the element must not be recorded. */
  isMasked(element: Element): boolean;
  /** Whether what a person typed or chose in a form field must not be recorded: always, where it is a secret's field. */
  isFieldMasked(field: Element): boolean;
  /** Whether the state of a check box or radio button must not be recorded. */
  isChoiceMasked(field: Element): boolean;
  /** Whether what happens to the element is of no interest. */
  isIgnored(element: Element): boolean;
  /** The outermost blocked element that holds `element`, or is it. */
  blockedAround(element: Element): Element | undefined;
}

export function createMasking({
  privacy,
  maskSelectors,
  unmaskSelectors,
  blockSelectors,
  ignoreSelectors,
}: MaskingRules): Masking {
  const blockSelector = [BLOCK_ATTRIBUTE, ...blockSelectors].join();
  const maskSelector = [MASK_ATTRIBUTE, ...maskSelectors].join();
  const unmaskSelector = [UNMASK_ATTRIBUTE, ...unmaskSelectors].join();
  const ignoreSelector = [IGNORE_ATTRIBUTE, ...ignoreSelectors].join();
  const marks = `${maskSelector},${unmaskSelector}`;
  const anything = `${marks},${blockSelector},${EDITABLE}`;
  const hidden = privacy === 'strict' ? 'most' : 'text';

  /** Whether the marks around an element mask it; `undefined` where nothing is marked. Marked both ways is masked. */
  function isMarked(element: Element): boolean | undefined {
    // What is no longer in a document has lost the marks around it.
    if (!element.isConnected) return true;
    if (!closestThroughRoots(element, anything)) return undefined;
    if (closestThroughRoots(element, blockSelector)) return true;
    const marked = closestThroughRoots(element, marks);
    if (marked) return marked.matches(maskSelector);
    return closestThroughRoots(element, EDITABLE) ? true : undefined;
  }

  const masking: Masking = {
    blockSelector,
    redact: redactText,
    hiding: (element) => ((isMarked(element) ?? privacy !== 'inputs') ? hidden : 'none'),
    isMasked: (element) => masking.hiding(element) !== 'none',
    isFieldMasked: (field) => isSecretField(field) || isMarked(field) !== false || masking.isIgnored(field),
    isChoiceMasked: (field) => isMarked(field) ?? privacy === 'strict',
    isIgnored: (element) => closestThroughRoots(element, ignoreSelector) !== null,
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
  return masking;
}

/** Purposes of https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill that are secrets. */
const SECRET_PURPOSE = /(?:^|\s)cc-|password|one-time-code/i;

/** A password, also one that is shown, a card, a code: whoever unmasks the form around it cannot have meant it. */
export function isSecretField(field: Element): boolean {
  const attribute = (name: string) => field.getAttribute(name) ?? '';
  return (
    isPassword(field) ||
    SECRET_PURPOSE.test(attribute('autocomplete')) ||
    isSensitiveName(attribute('name')) ||
    isSensitiveName(field.id)
  );
}

/** Fields that were passwords before the page showed them. */
const shownPasswords = new WeakSet<Node>();

/** To be called of a field that is a password no more. */
export function rememberPassword(field: Node): void {
  shownPasswords.add(field);
}

export function isPassword(field: Element): boolean {
  return (field as Partial<HTMLInputElement>).type === 'password' || shownPasswords.has(field);
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
  // To find the root takes a walk up to it, while the page's own document is asked at once.
  const root = document.contains(element) ? document : element.getRootNode();
  // Links have a `host` too.
  if (root.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return (root as Partial<ShadowRoot>).host ?? null;
  try {
    return (root as Document).defaultView?.frameElement ?? null;
  } catch {
    // The frame belongs to another origin's page.
    return null;
  }
}
