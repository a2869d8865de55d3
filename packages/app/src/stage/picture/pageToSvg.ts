import { XML_ATTRIBUTE, XML_FORBIDDEN } from './xml.ts';

const SVG = 'http://www.w3.org/2000/svg';
const XHTML = 'http://www.w3.org/1999/xhtml';

/** What shows nothing by itself, would be read twice, or holds another document. */
const LEFT_OUT = 'script, style, link, meta, base, template, iframe, frame, object, embed, audio';

export interface PageSize {
  /** CSS pixels. */
  width: number;
  height: number;
}

/**
 * The page as it shows now, as an SVG image that needs nothing else. A browser shows such an image without running or loading
 * anything of it (https://svgwg.org/svg2-draft/conform.html#secure-static-mode). What stands in frames and shadow trees is left out.
 */
export function pageToSvg(page: Document, { width, height }: PageSize): string {
  const root = page.documentElement;
  const copy = root.cloneNode(true) as HTMLElement;
  const copies = [copy, ...copy.querySelectorAll<HTMLElement>('*')];
  // A copy has its elements in the same order.
  [root, ...root.querySelectorAll<HTMLElement>('*')].forEach((element, index) => {
    const its = copies[index];
    if (its) showState(element, its, element === root);
  });
  for (const element of copy.querySelectorAll(LEFT_OUT)) element.remove();
  const head = copy.querySelector('head') ?? copy.insertBefore(page.createElement('head'), copy.firstChild);
  const style = page.createElement('style');
  style.textContent = stylesOf(page);
  head.append(style);
  // In an image the page is no root: what goes with being one is said.
  copy.style.cssText += `;display:flow-root;position:relative;margin:${-root.scrollTop}px 0 0 ${-root.scrollLeft}px;`;

  const svg = page.createElementNS(SVG, 'svg');
  const look = page.defaultView?.getComputedStyle(root);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('style', `font-size:${look?.fontSize ?? '16px'};background:${backgroundOf(page)}`);
  const room = page.createElementNS(SVG, 'foreignObject');
  room.setAttribute('width', '100%');
  room.setAttribute('height', '100%');
  room.append(copy);
  svg.append(room);
  return new XMLSerializer().serializeToString(svg).replace(XML_FORBIDDEN, '');
}

/** Says in the copy of an element what only the element itself knows. */
function showState(element: HTMLElement, copy: HTMLElement, isRoot: boolean): void {
  for (const { name } of [...copy.attributes]) if (!XML_ATTRIBUTE.test(name)) copy.removeAttribute(name);
  if (element.localName.includes(':') && element.namespaceURI === XHTML) {
    const plain = copy.ownerDocument.createElement('span');
    plain.append(...copy.childNodes);
    copy.replaceWith(plain);
    return;
  }
  switch (element.localName) {
    case 'input': {
      const { value, checked, type } = element as HTMLInputElement;
      copy.toggleAttribute('checked', checked);
      if (type !== 'file') copy.setAttribute('value', value);
      break;
    }
    case 'textarea':
      copy.textContent = (element as HTMLTextAreaElement).value;
      break;
    case 'option':
      copy.toggleAttribute('selected', (element as HTMLOptionElement).selected);
      break;
    case 'img': {
      const { currentSrc, src } = element as HTMLImageElement;
      copy.removeAttribute('srcset');
      copy.removeAttribute('loading');
      copy.setAttribute('src', currentSrc || src);
      break;
    }
    case 'canvas':
      showCanvas(element as HTMLCanvasElement, copy);
      break;
  }
  const { scrollLeft, scrollTop } = element;
  if (isRoot || (scrollLeft === 0 && scrollTop === 0)) return;
  for (const child of copy.children)
    (child as HTMLElement).style?.setProperty('translate', `${-scrollLeft}px ${-scrollTop}px`);
}

function showCanvas(canvas: HTMLCanvasElement, copy: HTMLElement): void {
  try {
    copy.style.background = `url("${canvas.toDataURL()}") 0 0 / 100% 100%`;
  } catch {
    // One that may not be read stays empty.
  }
}

/** All style sheets of the page as they are in force. */
function stylesOf(page: Document): string {
  const rules: string[] = [];
  for (const sheet of [...page.styleSheets, ...page.adoptedStyleSheets]) {
    if (sheet.disabled) continue;
    const text = textOf(sheet);
    const media = sheet.media.mediaText;
    rules.push(media ? `@media ${media} { ${text} }` : text);
  }
  // The root of an image is the image.
  return rules.join('\n').replace(/:root\b/g, 'html');
}

function textOf(sheet: CSSStyleSheet): string {
  try {
    return [...sheet.cssRules].map(({ cssText }) => cssText).join('\n');
  } catch {
    // A sheet of another origin may not be read; the player loads none.
    return '';
  }
}

/** What a browser paints the whole of a page with (https://www.w3.org/TR/css-backgrounds-3/#special-backgrounds). */
function backgroundOf(page: Document): string {
  for (const element of [page.documentElement, page.body]) {
    const color = element && page.defaultView?.getComputedStyle(element).backgroundColor;
    if (color && color !== 'rgba(0, 0, 0, 0)') return color;
  }
  return '#fff';
}
