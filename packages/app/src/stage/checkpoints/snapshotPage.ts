import type { Replayer } from 'rrweb';

type Mirror = ReturnType<Replayer['getMirror']>;

/** A node as rrweb records it. */
export interface RecordedNode {
  type: number;
  id: number;
  tagName?: string;
  attributes?: Record<string, unknown>;
  childNodes?: RecordedNode[];
  textContent?: string;
  isStyle?: unknown;
  isShadowHost?: boolean;
}

/** A field of a form, and what stands in it. */
export interface FilledField {
  id: number;
  text: string;
  isChecked: boolean;
}

/** The replayed page as a recording would give it. */
export interface PageSnapshot {
  node: RecordedNode;
  fields: FilledField[];
  /** Style sheets as they are now, which need nothing more done to them when they are shown again. */
  adaptedCss: string[];
}

/** Where the replayed page is other than by its nodes. */
export interface PageState {
  document: Document;
  mirror: Mirror;
  /** Elements whose style sheets were changed rule by rule: their text no longer says what they are. */
  changedSheets: ReadonlySet<number>;
}

// rrweb's numbers of node types.
const DOCUMENT = 0;
const ELEMENT = 2;

/** Deeper trees are left alone: whoever walks them runs out of stack. */
const DEEPEST_NODE = 512;

/** Classes that rrweb puts on elements while it replays. */
const REPLAY_CLASSES = [':hover', 'rrweb-paused'];

/**
 * The replayed page, serialized with the ids that it was recorded with, so that what was recorded afterwards can be applied to it.
 * A page of which `hasMoreThanNodes` cannot be shown again by this alone.
 */
export function snapshotPage({ document, mirror, changedSheets }: PageState): PageSnapshot | null {
  const fields: FilledField[] = [];
  const adaptedCss: string[] = [];
  const node = serialize(document, 0);
  return node && { node, fields, adaptedCss };

  function serialize(of: Node, depth: number): RecordedNode | null {
    const recorded = mirror.getMeta(of) as RecordedNode | null;
    // What rrweb put into the page for itself has no id, or none above zero.
    if (!recorded || recorded.id <= 0 || depth > DEEPEST_NODE) return null;
    const { isStyle: _, ...known } = recorded;
    if (known.type === DOCUMENT) return { ...known, childNodes: childrenOf(of.childNodes, depth) };
    if (known.type === ELEMENT) return serializeElement(of as HTMLElement, known, depth);
    return 'textContent' in known ? { ...known, textContent: of.textContent ?? '' } : known;
  }

  function serializeElement(element: HTMLElement, known: RecordedNode, depth: number): RecordedNode {
    const attributes = attributesOf(element);
    if (element.localName === 'style') return serializeStyle(element as HTMLStyleElement, known, attributes);
    const { value, checked } = element as HTMLInputElement;
    if (typeof value === 'string' && /^(input|textarea|select)$/.test(element.localName))
      fields.push({ id: known.id, text: value, isChecked: Boolean(checked) });
    // rrweb makes the text within of this.
    if (element.localName === 'textarea')
      return { ...known, attributes: { ...attributes, value }, childNodes: [] };
    const inShadow = element.shadowRoot ? childrenOf(element.shadowRoot.childNodes, depth) : [];
    return { ...known, attributes, childNodes: [...inShadow, ...childrenOf(element.childNodes, depth)] };
  }

  function serializeStyle(
    element: HTMLStyleElement,
    known: RecordedNode,
    attributes: Record<string, unknown>,
  ): RecordedNode {
    const texts = childrenOf(element.childNodes, 0);
    const isChanged = changedSheets.has(known.id);
    if (!isChanged && texts.length > 0) return { ...known, attributes, childNodes: texts };
    const rules = isChanged && element.sheet ? [...element.sheet.cssRules] : null;
    // An empty one would let rrweb take a link for a link, and not for the style that it was.
    const css = (rules ? rules.map(({ cssText }) => cssText).join('\n') : element.textContent) || '/**/';
    adaptedCss.push(css);
    const emptied = texts.map((text) => ({ ...text, textContent: '' }));
    return { ...known, attributes: { ...attributes, _cssText: css }, childNodes: emptied };
  }

  function childrenOf(nodes: NodeListOf<ChildNode>, depth: number): RecordedNode[] {
    return [...nodes].flatMap((child) => serialize(child, depth + 1) ?? []);
  }
}

/** Whether the page has more than its nodes tell. */
export function hasMoreThanNodes(document: Document, mirror: Mirror): boolean {
  if (document.querySelector('video, audio, dialog[open]')) return true;
  return [...document.querySelectorAll('iframe, frame')].some((frame) => {
    const inside = (frame as HTMLIFrameElement).contentDocument;
    return inside !== null && mirror.hasNode(inside);
  });
}

function attributesOf(element: Element): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const { name, value } of element.attributes)
    attributes[name] = name === 'class' ? withoutReplayClasses(value) : value;
  if (element.scrollLeft !== 0) attributes.rr_scrollLeft = element.scrollLeft;
  if (element.scrollTop !== 0) attributes.rr_scrollTop = element.scrollTop;
  return attributes;
}

/** The value of a `class` attribute as it was recorded. */
export function withoutReplayClasses(value: string): string {
  if (!REPLAY_CLASSES.some((name) => value.includes(name))) return value;
  return value
    .split(/\s+/)
    .filter((name) => name && !REPLAY_CLASSES.includes(name))
    .join(' ');
}
