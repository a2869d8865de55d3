import { EventType, type eventWithTime, IncrementalSource } from 'rrweb';
import type { RedactedUrl } from '../redactedUrl.ts';

type FullSnapshot = Extract<eventWithTime, { type: EventType.FullSnapshot }>['data'];
type Incremental = Extract<eventWithTime, { type: EventType.IncrementalSnapshot }>['data'];
type Mutation = Extract<Incremental, { source: IncrementalSource.Mutation }>;
type SerializedNode = FullSnapshot['node'];
type AttributeValue = Mutation['attributes'][number]['attributes'][string] | number | true;
type Attributes = Record<string, AttributeValue>;

/** What the pass over the events must know of the page. Nodes are named by their rrweb id. */
export interface NodeKnowledge {
  redactedUrl: RedactedUrl;
  /** Takes card numbers, tokens and named secrets out of text. */
  redact(text: string): string;
  /** Lower-case tag of an element, or `undefined` if it is none. */
  tagName(id: number): string | undefined;
  /** Whether text in and of the node must not be recorded. */
  isMasked(id: number): boolean;
  /** Whether a text node stands directly in a shadow root: rrweb does not mask it there. */
  isShadowText(id: number): boolean;
}

/** Attributes that a browser shows as text. */
const TEXT_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
  'value',
]);
/** What `<meta>` says beside the viewport, and a frame's source: its document is recorded by itself where it can be. */
const NOT_RECORDED = new Set(['content', 'srcdoc']);
/** Attributes that lead elsewhere and are not needed to draw the page. */
const ADDRESS_ATTRIBUTES = new Set(['action', 'cite', 'formaction', 'ping', 'rr_src']);
/** Input types whose value is written by the page's author and shown as a label, or not shown at all. */
const AUTHORED_INPUTS = new Set(['button', 'checkbox', 'image', 'radio', 'reset', 'submit']);
const EVENT_HANDLER = /^on[a-z]+$/;
/** Browsers drop control characters and white space within the scheme. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const SCRIPT_URL = /^[\s\u0000-\u001f]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:/i;

/**
 * rrweb masks what is typed into fields and text under the mask rules; this takes out what it lets through: the page's
 * URL, addresses of links and forms, attributes that hold text, values of fields in every state, event handlers and
 * script URLs. Text is masked by the rules and redacted as all text is.
 *
 * Pure: gives back a new event, or the same one if there was nothing to take out. (rrweb keeps the serialized nodes, so
 * they must not be changed in place.)
 */
export function sanitizeEvent(event: eventWithTime, known: NodeKnowledge): eventWithTime {
  switch (event.type) {
    case EventType.Meta:
      return { ...event, data: { ...event.data, href: known.redactedUrl(event.data.href) } };
    case EventType.FullSnapshot:
      return { ...event, data: { ...event.data, node: sanitizeNode(event.data.node, undefined, known) } };
    case EventType.IncrementalSnapshot:
      return { ...event, data: sanitizeIncremental(event.data, known) };
    default:
      return event;
  }
}

function sanitizeIncremental(data: Incremental, known: NodeKnowledge): Incremental {
  if (data.source === IncrementalSource.Mutation)
    return {
      ...data,
      adds: data.adds.map((add) => ({ ...add, node: sanitizeNode(add.node, add.parentId, known) })),
      texts: data.texts.map((text) =>
        text.value !== null && known.isShadowText(text.id)
          ? { ...text, value: sanitizeText(text.value, text.id, known) }
          : text,
      ),
      attributes: data.attributes.map(({ id, attributes }) => ({
        id,
        attributes: sanitizeAttributes(
          { id, tagName: known.tagName(id) ?? '', inputType: undefined },
          attributes,
          known,
        ) as typeof attributes,
      })),
    };
  if (data.source === IncrementalSource.Input && known.isMasked(data.id))
    return { ...data, text: stars(data.text) };
  return data;
}

function sanitizeNode(
  node: SerializedNode,
  parentId: number | undefined,
  known: NodeKnowledge,
): SerializedNode {
  // rrweb's enum of node types is not exported; text is told by what it holds.
  if ('textContent' in node && node.isShadow && parentId !== undefined)
    return { ...node, textContent: sanitizeText(node.textContent, parentId, known) } as SerializedNode;
  if (!('childNodes' in node)) return node;
  const childNodes = mapUnlessSame(node.childNodes, (child) => sanitizeNode(child, node.id, known));
  if (!('attributes' in node)) return childNodes === node.childNodes ? node : { ...node, childNodes };
  const { id, tagName } = node;
  const inputType = String(node.attributes.type ?? 'text').toLowerCase();
  const attributes = sanitizeAttributes(
    { id, tagName, inputType },
    node.attributes,
    known,
  ) as typeof node.attributes;
  return childNodes === node.childNodes && attributes === node.attributes
    ? node
    : { ...node, childNodes, attributes };
}

interface AttributesOwner {
  id: number;
  tagName: string;
  /** Type of an input, or `undefined` where the event does not say: in mutations. */
  inputType: string | undefined;
}

function sanitizeAttributes(
  owner: AttributesOwner,
  attributes: Attributes,
  known: NodeKnowledge,
): Attributes {
  let masked: boolean | undefined;
  const isMasked = () => {
    masked ??= known.isMasked(owner.id);
    return masked;
  };
  let changed: Attributes | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value !== 'string' || value === '') continue;
    const isViewport = name === 'content' && attributes.name === 'viewport';
    const sanitized = isViewport
      ? value
      : sanitizeAttribute(owner, name.toLowerCase(), value, isMasked, known);
    if (sanitized === value) continue;
    changed ??= { ...attributes };
    if (sanitized === undefined) delete changed[name];
    else changed[name] = sanitized;
  }
  return changed ?? attributes;
}

/** The value to record, or `undefined` if the attribute is not to be recorded. */
function sanitizeAttribute(
  { tagName, inputType }: AttributesOwner,
  name: string,
  value: string,
  isMasked: () => boolean,
  { redactedUrl, redact }: NodeKnowledge,
): string | undefined {
  if (EVENT_HANDLER.test(name) || SCRIPT_URL.test(value) || NOT_RECORDED.has(name)) return undefined;
  if (ADDRESS_ATTRIBUTES.has(name) || (name === 'href' && (tagName === 'a' || tagName === 'area')))
    return isMasked() ? undefined : redactedUrl(value);
  if (name === 'value' && isTypedInto(tagName, inputType)) return stars(value);
  if (name.startsWith('data-')) return isMasked() ? undefined : redact(value);
  if (TEXT_ATTRIBUTES.has(name)) return isMasked() ? stars(value) : redact(value);
  return value;
}

/**
 * Whether a person types into the element. rrweb masks the value that a field has; the attribute is another text: the
 * default, or what was typed before the field was cleared, and that of a hidden field is not masked at all. In mutations
 * rrweb has masked the attribute by the field's type.
 */
function isTypedInto(tagName: string, inputType: string | undefined): boolean {
  if (tagName === 'input') return inputType !== undefined && !AUTHORED_INPUTS.has(inputType);
  return tagName === 'textarea' || tagName === 'select';
}

function sanitizeText(text: string, id: number, known: NodeKnowledge): string {
  return known.isMasked(id) ? stars(text) : known.redact(text);
}

/** Text as a masked one is shown: its shape without its letters. */
export function stars(text: string): string {
  return text.replace(/\S/g, '*');
}

function mapUnlessSame<Item>(items: Item[], change: (item: Item) => Item): Item[] {
  let changed: Item[] | undefined;
  for (const [index, item] of items.entries()) {
    const next = change(item);
    if (next === item) continue;
    changed ??= [...items];
    changed[index] = next;
  }
  return changed ?? items;
}
