import { closestThroughRoots, type Masking } from '../masking.ts';
import { oneLine } from '../text.ts';

/** Characters of a name: enough for a button or a link, too few for a paragraph. */
const LONGEST_NAME = 80;
/** Text nodes looked at for a name; a click on the page's background has the whole page below it. */
const MOST_TEXT_NODES = 50;

/** What a person would say they clicked on, were it something inside it. */
const ACTIONABLE =
  'button, a[href], input, select, textarea, label, summary, option, [role="button"], [role="link"], [role="tab"], ' +
  '[role="menuitem"], [role="checkbox"], [role="radio"], [role="switch"], [role="option"]';

/** Elements that say something other than what they show, or that hold what a person typed. */
const SILENT = 'script, style, noscript, template, input, textarea, select';

/** ARIA roles that elements have by themselves, https://www.w3.org/TR/html-aria/. */
const ROLES: Record<string, string> = {
  A: 'link',
  BUTTON: 'button',
  IMG: 'img',
  OPTION: 'option',
  SELECT: 'combobox',
  TEXTAREA: 'textbox',
};
const INPUT_ROLES: Record<string, string> = {
  button: 'button',
  checkbox: 'checkbox',
  image: 'button',
  number: 'spinbutton',
  radio: 'radio',
  range: 'slider',
  reset: 'button',
  search: 'searchbox',
  submit: 'button',
};

/** The element that an action on `target` was meant for: the button around an icon, or a blocked region as a whole. */
export function actedOn(target: Element, masking: Masking): Element {
  return masking.blockedAround(target) ?? closestThroughRoots(target, ACTIONABLE) ?? target;
}

/**
 * A readable name: the role (else the tag) and, in quotes, the accessible name, e.g. `button "Pay"`. Of a masked element
 * only the former; what a person typed never.
 */
export function elementName(element: Element, masking: Masking): string {
  const role = roleOf(element);
  const name = masking.isMasked(element)
    ? ''
    : oneLine(masking.redact(accessibleName(element, masking)), LONGEST_NAME);
  return name === '' ? role : `${role} "${name}"`;
}

function roleOf(element: Element): string {
  const given = element.getAttribute('role')?.trim().split(/\s+/, 1)[0];
  if (given) return oneLine(given, LONGEST_NAME);
  if (element.tagName === 'INPUT') return INPUT_ROLES[(element as HTMLInputElement).type] ?? 'textbox';
  return ROLES[element.tagName] ?? element.tagName.toLowerCase();
}

/** A short reading of https://www.w3.org/TR/accname/: the first of its sources that says something. */
function accessibleName(element: Element, masking: Masking): string {
  const attribute = (name: string) => element.getAttribute(name)?.trim() ?? '';
  return (
    attribute('aria-label') ||
    textOfIds(element, attribute('aria-labelledby'), masking) ||
    labelOf(element, masking) ||
    attribute('alt') ||
    visibleText(element, masking) ||
    attribute('title') ||
    attribute('placeholder') ||
    attribute('name')
  );
}

function textOfIds(element: Element, ids: string, masking: Masking): string {
  if (ids === '') return '';
  const root = element.getRootNode() as Document | ShadowRoot;
  const texts = ids.split(/\s+/).map((id) => {
    const labelling = root.getElementById?.(id);
    return labelling ? visibleText(labelling, masking) : '';
  });
  return texts.join(' ').trim();
}

function labelOf(element: Element, masking: Masking): string {
  if (element.tagName === 'INPUT' && INPUT_ROLES[(element as HTMLInputElement).type] === 'button')
    return (element as HTMLInputElement).value;
  const [label] = (element as HTMLInputElement).labels ?? [];
  return label ? visibleText(label, masking) : '';
}

function visibleText(element: Element, masking: Masking): string {
  if (element.matches(SILENT) || masking.isMasked(element)) return '';
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.matches(SILENT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let text = '';
  for (let looked = 0; looked < MOST_TEXT_NODES && text.length < LONGEST_NAME; looked++) {
    const node = walker.nextNode();
    if (!node) break;
    const { parentElement } = node;
    if (node instanceof Text && parentElement && !masking.isMasked(parentElement)) text += ` ${node.data}`;
  }
  return text.trim();
}
