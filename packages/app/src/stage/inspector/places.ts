/** A place within the frame of the replay, CSS pixels of the page. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where an element, or what a text lies in, is seen; `null` for what has no place. */
export function placeOf(node: Node | null): Place | null {
  const element = node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : node?.parentElement;
  if (!element) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  let place = { left, top, width, height };
  // Within frames of the page: each adds where it is itself, but the outermost, which is the replay's own.
  for (
    let frame = element.ownerDocument.defaultView?.frameElement;
    frame?.ownerDocument.defaultView?.frameElement;
    frame = frame.ownerDocument.defaultView.frameElement
  ) {
    const around = frame.getBoundingClientRect();
    place = { ...place, left: place.left + around.left, top: place.top + around.top };
  }
  return place;
}

/** The innermost element at a place of the page, in shadow roots and frames too. */
export function elementAt(document: Document, x: number, y: number): Element | null {
  let root: Document | ShadowRoot = document;
  let [left, top] = [x, y];
  let found: Element | null = null;
  for (;;) {
    const element: Element | null = root.elementFromPoint(left, top);
    if (!element || element === found) return found;
    found = element;
    const inside: Document | null | undefined = (element as HTMLIFrameElement).contentDocument;
    if (element.shadowRoot) root = element.shadowRoot;
    else if (inside) {
      const around = element.getBoundingClientRect();
      root = inside;
      [left, top] = [left - around.left, top - around.top];
    } else return found;
  }
}
