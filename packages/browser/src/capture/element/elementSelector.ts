/** Steps of a selector, from the element upwards; enough to find it again by eye. */
const MOST_STEPS = 5;
/** Characters of one `id`: generated ones can be long, and then say nothing. */
const LONGEST_ID = 40;

/**
 * A short CSS selector of an element: from the nearest ancestor with an `id`, at most five steps. Made from tags, ids and
 * positions only: classes and other attributes can hold what a person typed. Inside a shadow root it is relative to that
 * root.
 */
export function elementSelector(element: Element): string {
  const steps: string[] = [];
  for (let at: Element | null = element; at && steps.length < MOST_STEPS; at = at.parentElement) {
    if (at.id && at.id.length <= LONGEST_ID) {
      steps.unshift(`#${CSS.escape(at.id)}`);
      break;
    }
    steps.unshift(step(at));
  }
  return steps.join(' > ');
}

function step(element: Element): string {
  const tag = CSS.escape(element.localName);
  const siblings = Array.from(element.parentElement?.children ?? []).filter(
    ({ localName }) => localName === element.localName,
  );
  return siblings.length > 1 ? `${tag}:nth-of-type(${siblings.indexOf(element) + 1})` : tag;
}
