import type { record } from 'rrweb';
import type { Masking } from '../masking.ts';
import type { RedactedUrl } from '../redactedUrl.ts';
import type { NodeKnowledge } from './sanitizeEvent.ts';

/** What there is to know of the page's nodes, by the ids that they have in `mirror`. */
export function pageKnowledge(
  mirror: Pick<(typeof record)['mirror'], 'getNode'>,
  masking: Masking,
  redactedUrl: RedactedUrl,
): NodeKnowledge {
  const find = (id: number) => elementOf(mirror.getNode(id));
  /** What cannot be found has been removed; nobody can say any more what it was. */
  const asks = (question: (element: Element) => boolean, otherwise: boolean) => (id: number) => {
    const element = find(id);
    return element ? question(element) : otherwise;
  };
  return {
    redactedUrl,
    redact: masking.redact,
    tagName: (id) => mirror.getNode(id)?.nodeName.toLowerCase(),
    isSvg: asks((element) => element.namespaceURI === 'http://www.w3.org/2000/svg', false),
    hiding(id) {
      const element = id === undefined ? document.documentElement : find(id);
      return element ? masking.hiding(element) : 'most';
    },
    isFieldMasked: asks(masking.isFieldMasked, true),
    isChoiceMasked: asks(masking.isChoiceMasked, true),
    isChecked: asks((element) => {
      const { checked, selected } = element as Partial<HTMLInputElement & HTMLOptionElement>;
      return checked ?? selected ?? false;
    }, false),
    isIgnored: asks(masking.isIgnored, false),
    isBlocked: asks((element) => masking.blockedAround(element) !== undefined, false),
    isShadowText(id) {
      const node = mirror.getNode(id);
      return node !== null && node.parentElement === null && node.parentNode !== null;
    },
    size: (id) => find(id)?.getBoundingClientRect() ?? { width: 0, height: 0 },
  };
}

/** The element that a node is, or stands in; of a document, its root. */
function elementOf(node: Node | null): Element | undefined {
  if (!node) return undefined;
  if (node.nodeType === Node.ELEMENT_NODE) return node as Element;
  if (node.nodeType === Node.DOCUMENT_NODE) return (node as Document).documentElement ?? undefined;
  return elementOf(node.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? hostOf(node) : node.parentNode);
}

/** `null` of a fragment that is no shadow root. */
function hostOf(root: Node): Element | null {
  return (root as Partial<ShadowRoot>).host ?? null;
}
