import { withoutReplayClasses } from '../checkpoints/snapshotPage.ts';
import type { ReplayedPage } from '../stretch.ts';

/** Most children of one node that are listed: a page may have any number. */
const MOST_CHILDREN = 1_000;

/** Most rows of the whole tree. */
const MOST_ROWS = 20_000;

/** Longest text that a row shows, characters. */
const ROW_CHARACTERS = 160;

/** What the tree needs of the page. */
export type Ids = Pick<ReplayedPage, 'idOf'>;

/** A line of the tree. */
export interface TreeRow {
  id: number;
  /** 1 for the outermost. */
  level: number;
  /** `div`, `#text`, `#comment`, `#shadow-root`, `!doctype`. */
  name: string;
  /** In the order of the page; of an element only. */
  attributes: [name: string, value: string][];
  /** Of a text, or of an element that holds nothing but a short one. */
  text: string;
  /** `undefined`: it has nothing to open. */
  isOpen?: boolean;
}

/** The lines of the page's tree with the nodes of `open` opened. What was not recorded is no part of it. */
export function rowsOf(document: Document, ids: Ids, open: ReadonlySet<number>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (node: Node, level: number): void => {
    const id = ids.idOf(node);
    if (rows.length >= MOST_ROWS || !isListed(node)) return;
    if (id <= 0 && !isShadowRoot(node)) return;
    const children = childrenOf(node);
    const only = onlyText(node, children);
    const isOpen = children.length > 0 && only === null ? open.has(keyOf(node, ids)) : undefined;
    rows.push({
      id: keyOf(node, ids),
      level,
      name: nameOf(node),
      attributes: attributesOf(node),
      text: short(only ?? ownText(node)),
      isOpen,
    });
    if (isOpen) for (const child of children.slice(0, MOST_CHILDREN)) add(child, level + 1);
  };
  for (const child of childrenOf(document)) add(child, 1);
  return rows;
}

/** The ids of all that must be open for the node to be seen. */
export function idsAbove(node: Node, ids: Ids): number[] {
  const above: number[] = [];
  for (let parent = parentOf(node); parent; parent = parentOf(parent)) above.push(keyOf(parent, ids));
  return above;
}

/** The attributes of a node as text, as they were recorded: without the classes that replaying puts on. */
export function attributesOf(node: Node): [string, string][] {
  if (!isElement(node)) return [];
  return [...node.attributes].flatMap(({ name, value }): [string, string][] => {
    if (name !== 'class') return [[name, value]];
    const own = withoutReplayClasses(value);
    return own === '' ? [] : [[name, own]];
  });
}

/** A shadow root was not recorded by itself: it goes by its host's id, below zero. */
function keyOf(node: Node, ids: Ids): number {
  return isShadowRoot(node) ? -ids.idOf(node.host) : ids.idOf(node);
}

function childrenOf(node: Node): Node[] {
  const shadow = isElement(node) && node.shadowRoot ? [node.shadowRoot as Node] : [];
  const inside = isElement(node) ? ((node as HTMLIFrameElement).contentDocument ?? null) : null;
  return [...shadow, ...(inside ? [inside.documentElement] : []), ...node.childNodes].filter(
    (child): child is Node => child !== null && isListed(child),
  );
}

function parentOf(node: Node): Node | null {
  if (isShadowRoot(node)) return node.host;
  if (node.parentNode?.nodeType !== Node.DOCUMENT_NODE) return node.parentNode;
  return (node.parentNode as Document).defaultView?.frameElement ?? null;
}

/** Blanks between elements tell nothing. */
function isListed(node: Node): boolean {
  return node.nodeType !== Node.TEXT_NODE || (node.textContent ?? '').trim() !== '';
}

function onlyText(node: Node, children: readonly Node[]): string | null {
  const [only] = children;
  if (!isElement(node) || children.length !== 1 || only?.nodeType !== Node.TEXT_NODE) return null;
  return only.textContent ?? '';
}

function ownText(node: Node): string {
  return node.nodeType === Node.TEXT_NODE || node.nodeType === Node.COMMENT_NODE
    ? (node.textContent ?? '')
    : '';
}

function nameOf(node: Node): string {
  if (isShadowRoot(node)) return '#shadow-root';
  if (node.nodeType === Node.DOCUMENT_TYPE_NODE) return '!doctype';
  return isElement(node) ? node.localName : node.nodeName;
}

function short(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > ROW_CHARACTERS ? `${line.slice(0, ROW_CHARACTERS)}…` : line;
}

// Not `instanceof`: the nodes belong to another window.
function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in node;
}
