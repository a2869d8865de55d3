/** An element as it is drawn, and what is drawn in it. */
export interface Drawn {
  tag: string;
  key: string;
  /** Left, top, width and height in the viewport, CSS pixels. */
  box: [number, number, number, number];
  /** Whether some of it is to be seen. */
  visible: boolean;
  /** Values of `COMPARED_STYLES`, in their order. */
  styles: string[];
  /** Its own text, or the value of a field. */
  text: string;
  children: Drawn[];
}

/** What makes most of how an element looks. */
export const COMPARED_STYLES = [
  'color',
  'background-color',
  'background-image',
  'border-top-width',
  'border-top-color',
  'border-radius',
  'box-shadow',
  'display',
  'position',
  'visibility',
  'opacity',
  'overflow-x',
  'z-index',
  'font-family',
  'font-size',
  'font-weight',
  'line-height',
  'text-align',
  'text-decoration-line',
  'transform',
  'padding-top',
  'padding-left',
  'margin-top',
  'margin-left',
];

/**
 * What `document` draws, beginning with its body, shadow roots and frames of its own origin included. It runs in pages, so it
 * uses nothing from outside itself. What draws nothing is left out, since recordings leave it out too.
 */
// biome-ignore lint/suspicious/noExplicitAny: it is written for a page, whose types are not those of Node
export function drawnIn(document: any, styleNames: readonly string[]): Drawn {
  const LEFT_OUT = /^(?:script|noscript|style|link|meta|template|title|base|head)$/;
  const { defaultView: own } = document;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const visit = (element: any, left: number, top: number): Drawn => {
    const view = element.ownerDocument.defaultView;
    const style = view.getComputedStyle(element);
    const { x, y, width, height } = element.getBoundingClientRect();
    const box: Drawn['box'] = [x + left, y + top, width, height];
    const visible =
      width > 0 &&
      height > 0 &&
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      box[0] < own.innerWidth &&
      box[1] < own.innerHeight &&
      box[0] + width > 0 &&
      box[1] + height > 0;
    const tag = element.localName;
    const frame = tag === 'iframe' ? element.contentDocument?.body : undefined;
    const inside = [...(element.shadowRoot?.children ?? []), ...element.children].filter(
      ({ localName }) => !LEFT_OUT.test(localName),
    );
    const isField = /^(?:input|textarea|select)$/.test(tag);
    const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === 3);
    return {
      tag,
      key: `${tag}#${element.id}`,
      box,
      visible,
      styles: styleNames.map((name) => style.getPropertyValue(name)),
      text: isField
        ? `${element.value} ${element.checked ?? ''}`
        : texts.map(({ nodeValue }) => nodeValue.trim()).join(' '),
      children: frame ? [visit(frame, box[0], box[1])] : inside.map((child) => visit(child, left, top)),
    };
  };
  return visit(document.body, 0, 0);
}
