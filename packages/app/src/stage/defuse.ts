import type { eventWithTime } from 'rrweb';

/**
 * A recording is made of what strangers' pages held, and anybody with a project key can make one up. The frame it is
 * rebuilt in runs no script (`sandbox="allow-same-origin"`) and the page's content security policy lets nothing out;
 * this is the third wall: what could run, load a page or leave is taken out before rrweb sees it.
 */

/** Depth at which a tree is cut: browsers' parsers stop at 512, and deeper ones overflow the stack of whoever walks them. */
const DEEPEST_NODE = 1024;

// rrweb's numbers, https://github.com/rrweb-io/rrweb/blob/master/packages/types/src/index.ts; not imported, since the
// import would be rrweb itself.
const FULL_SNAPSHOT = 2;
const INCREMENTAL_SNAPSHOT = 3;
const MUTATION = 0;
const ELEMENT_NODE = 2;

type Attributes = Record<string, unknown>;
interface RecordedNode {
  type?: unknown;
  tagName?: unknown;
  attributes?: unknown;
  childNodes?: unknown;
  textContent?: unknown;
  isCustom?: unknown;
}

/** The event without anything that could run, navigate or send: the same object if there was nothing of it, else a copy. */
export function defuse<Event extends eventWithTime>(event: Event): Event {
  const data = event.data as Record<string, unknown>;
  if (event.type === FULL_SNAPSHOT)
    return withChanges(event, 'data', withChanges(data, 'node', defuseNode(data.node)));
  if (event.type !== INCREMENTAL_SNAPSHOT || data.source !== MUTATION) return event;
  const mutation = withChanges(
    withChanges(
      data,
      'adds',
      defuseEach(data.adds, (add) => withChanges(add, 'node', defuseNode(add.node))),
    ),
    'attributes',
    // A mutation does not say which element it is about, so it may do what no element may.
    defuseEach(data.attributes, (change) =>
      withChanges(change, 'attributes', defuseAttributes('', change.attributes)),
    ),
  );
  return withChanges(event, 'data', mutation);
}

function defuseNode(value: unknown, depth = 0): unknown {
  if (!isObject(value)) return value;
  const node = value as RecordedNode;
  const tag = node.type === ELEMENT_NODE ? String(node.tagName).toLowerCase() : '';
  if (tag === 'script' || tag.endsWith(':script')) return emptied(node);
  let safe: RecordedNode = node;
  if (node.type === ELEMENT_NODE)
    safe = withBuildableName(withChanges(safe, 'attributes', defuseAttributes(tag, node.attributes)));
  if (!Array.isArray(node.childNodes)) return safe;
  if (depth >= DEEPEST_NODE) return { ...safe, childNodes: [] };
  return withChanges(
    safe,
    'childNodes',
    mapKeeping(node.childNodes, (child) => defuseNode(child, depth + 1)),
  );
}

/** Names that an element may be given. Of another one the browser makes none, and with it the whole page would not be built. */
const ELEMENT_NAME = /^[a-z_][\w.:-]*$/i;

/** Names that may be defined for custom elements, but those that stand in the standards for elements of their own. */
const CUSTOM_NAME = /^[a-z][a-z0-9._-]*-[a-z0-9._-]*$/;
const RESERVED_NAME = /^(annotation-xml|color-profile|font-face(-src|-uri|-format|-name)?|missing-glyph)$/;

function withBuildableName(node: RecordedNode): RecordedNode {
  const name = String(node.tagName);
  const named = ELEMENT_NAME.test(name) ? node : { ...node, tagName: 'div' };
  const isDefinable = CUSTOM_NAME.test(name) && !RESERVED_NAME.test(name);
  return named.isCustom && !isDefinable ? { ...named, isCustom: undefined } : named;
}

/** A script as the `noscript` that rrweb shows it as, without what it said. Its ids stay: later events name them. */
function emptied(node: RecordedNode): RecordedNode {
  const childNodes = Array.isArray(node.childNodes) ? node.childNodes : [];
  return {
    ...node,
    tagName: 'noscript',
    attributes: {},
    childNodes: childNodes.filter(isObject).map((child) => ({ ...child, childNodes: [], textContent: '' })),
  };
}

/** Elements that show another document. What rrweb recorded of it comes as nodes, never by its address. */
const FRAMES = new Set(['iframe', 'frame', 'fencedframe', 'portal', 'object', 'embed', 'applet']);
const FRAME_SOURCES = new Set(['src', 'data', 'code', 'codebase', 'archive']);

/** Link relations that are fetched for their content and guarded by the content security policy. */
const SHOWN_LINK = /\b(stylesheet|icon)\b/i;

/** Attributes that no element needs to look as it did. */
const ALWAYS_DROPPED = new Set([
  'srcdoc', // a document of its own
  'action', // where forms go
  'formaction',
  'ping', // tells a server of a click
  'http-equiv', // refresh, cookies, policies
  'autofocus', // would take the keyboard from the player
  'autoplay', // the policy lets no sound in, and the attempt fails aloud
  'manifest',
]);

function defuseAttributes(tag: string, attributes: unknown): unknown {
  if (!isObject(attributes)) return {};
  const entries = Object.entries(attributes);
  const kept = entries.filter(([name, value]) =>
    isHarmless(tag, name.trim().toLowerCase(), value, attributes),
  );
  return kept.length === entries.length ? attributes : Object.fromEntries(kept);
}

function isHarmless(tag: string, name: string, value: unknown, all: Attributes): boolean {
  if (name.startsWith('on') || ALWAYS_DROPPED.has(name)) return false;
  if (FRAMES.has(tag) && FRAME_SOURCES.has(name)) return false;
  if (tag === 'base' && name === 'href') return false;
  if (tag === 'meta' && name === 'content')
    return !Object.keys(all).some((other) => /^\s*http-equiv/i.test(other));
  if (tag === 'link' && name === 'href') return SHOWN_LINK.test(String(all.rel ?? ''));
  // SVG animation sets attributes from lists such as `values="#a;javascript:…"`.
  return typeof value !== 'string' || !value.split(';').some(isRunningUrl);
}

/** Schemes, up to the longest of these, that a browser would run, or show as a page. */
const RUNNING_URL = /^(javascript|vbscript|livescript):|^data:(text\/html|application\/xhtml|text\/xml)/;

/** How much of an address may stand before its scheme ends, blanks between the letters included, characters. */
const SCHEME_WITHIN = 200;

function isRunningUrl(value: string): boolean {
  // Browsers drop control characters and blanks from an address, so they do not hide a scheme here either.
  const letters = [...value.slice(0, SCHEME_WITHIN)].filter((letter) => letter > ' ');
  return RUNNING_URL.test(letters.join('').toLowerCase());
}

function defuseEach(list: unknown, change: (entry: Record<string, unknown>) => unknown): unknown {
  if (!Array.isArray(list)) return [];
  return mapKeeping(list, (entry) => (isObject(entry) ? change(entry) : entry));
}

/** The list itself if `change` changed nothing. */
function mapKeeping(list: unknown[], change: (entry: unknown) => unknown): unknown[] {
  const changed = list.map(change);
  return changed.every((entry, index) => entry === list[index]) ? list : changed;
}

/** The object itself if it already has `value` under `name`. */
function withChanges<Whole extends object>(whole: Whole, name: keyof Whole, value: unknown): Whole {
  return whole[name] === value ? whole : { ...whole, [name]: value };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
