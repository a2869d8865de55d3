/** Most elements that a search gives. */
const MOST_FOUND = 500;

/**
 * The elements that a CSS selector names, or, where the words are none or name nothing, those whose own text or attributes hold
 * them, whatever their case. In the order of the page.
 */
export function findElements(document: Document, words: string): Element[] {
  const wanted = words.trim();
  if (wanted === '') return [];
  const selected = select(document, wanted);
  return selected.length > 0 ? selected : withText(document, wanted.toLowerCase());
}

function select(document: Document, selector: string): Element[] {
  try {
    return [...document.querySelectorAll(selector)].slice(0, MOST_FOUND);
  } catch {
    return [];
  }
}

function withText(document: Document, words: string): Element[] {
  const found: Element[] = [];
  for (const element of document.querySelectorAll('body, body *')) {
    if (found.length >= MOST_FOUND) break;
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const texts = [
      ...own.map(({ textContent }) => textContent ?? ''),
      ...[...element.attributes].map(({ value }) => value),
    ];
    if (texts.some((text) => text.toLowerCase().includes(words))) found.push(element);
  }
  return found;
}
