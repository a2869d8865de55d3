import { EventType, type eventWithTime, IncrementalSource } from 'rrweb';
import type { Hiding } from '../masking.ts';
import { withoutComments } from './maskCss.ts';
import {
  type AttributeOwner,
  sanitizeAttribute,
  sanitizeCss,
  stars,
  type TextRules,
} from './sanitizeAttribute.ts';

type FullSnapshot = Extract<eventWithTime, { type: EventType.FullSnapshot }>['data'];
type Incremental = Extract<eventWithTime, { type: EventType.IncrementalSnapshot }>['data'];
type Mutation = Extract<Incremental, { source: IncrementalSource.Mutation }>;
type SerializedNode = FullSnapshot['node'];
type SerializedElement = Extract<SerializedNode, { tagName: string }>;
type Changes = Mutation['attributes'][number]['attributes'];
type Attributes = Record<string, Changes[string] | number | boolean>;

/** What the pass over the events must know of the page. Nodes are named by their rrweb id. */
export interface NodeKnowledge extends TextRules {
  /** Lower-case tag of an element, or `undefined` if it is none. */
  tagName(id: number): string | undefined;
  isSvg(id: number): boolean;
  /** What must not be recorded of the node and of the text in it; of the page as a whole without an id. */
  hiding(id: number | undefined): Hiding;
  /** Whether what was typed into or chosen in the field must not be recorded. */
  isFieldMasked(id: number): boolean;
  /** Whether the state of the check box or radio button must not be recorded. */
  isChoiceMasked(id: number): boolean;
  /** Whether the check box, radio button or option is checked. */
  isChecked(id: number): boolean;
  /** Whether what happens in the node is of no interest. */
  isIgnored(id: number): boolean;
  /** Whether only the size of the node, or of one around it, may be recorded. */
  isBlocked(id: number): boolean;
  /** Whether a text node stands directly in a shadow root: rrweb does not mask it there. */
  isShadowText(id: number): boolean;
  /** What is recorded in the place of a long text that other pages share, given as it may be recorded. */
  share?(name: string, value: string): string;
  /** Likewise of the rules of a style sheet that has no element. */
  shareRules?(rules: unknown): unknown;
  /** Width and height of an element whose picture is not recorded, CSS pixels. */
  size(id: number): { width: number; height: number };
}

/**
 * rrweb masks what is typed into fields and text under the mask rules; this takes out what it lets through: the page's
 * URL, addresses of links and forms, attributes that hold text, values of fields in every state, texts in styles, event
 * handlers and script URLs, and all that happens in elements to be ignored. Text is masked by the rules and redacted as
 * all text is.
 *
 * Pure: gives back a new event, or the same one if there was nothing to take out, or `undefined` if nothing is left of
 * it. (rrweb keeps the serialized nodes, so they must not be changed in place.)
 */
export function sanitizeEvent(event: eventWithTime, known: NodeKnowledge): eventWithTime | undefined {
  switch (event.type) {
    case EventType.Meta:
      return { ...event, data: { ...event.data, href: known.redactedUrl(event.data.href) } };
    case EventType.FullSnapshot:
      return { ...event, data: { ...event.data, node: sanitizeNode(event.data.node, undefined, known) } };
    case EventType.IncrementalSnapshot: {
      const data = sanitizeIncremental(event.data, known);
      return data && { ...event, data };
    }
    default:
      return event;
  }
}

function sanitizeIncremental(data: Incremental, known: NodeKnowledge): Incremental | undefined {
  switch (data.source) {
    case IncrementalSource.Mutation:
      return sanitizeMutation(data, known);
    case IncrementalSource.MouseMove:
    case IncrementalSource.TouchMove:
    case IncrementalSource.Drag: {
      const positions = data.positions.filter(({ id }) => !known.isIgnored(id));
      return positions.length > 0 ? { ...data, positions } : undefined;
    }
    case IncrementalSource.Input:
      // A field without an id stands in a part of the page that is not recorded.
      if (data.id < 0 || known.isIgnored(data.id)) return undefined;
      return {
        ...data,
        text: known.hiding(data.id) === 'none' ? data.text : stars(data.text),
        isChecked: data.isChecked && !known.isChoiceMasked(data.id),
      };
    case IncrementalSource.MouseInteraction:
    case IncrementalSource.Scroll:
    case IncrementalSource.MediaInteraction:
      return known.isIgnored(data.id) ? undefined : data;
    case IncrementalSource.StyleSheetRule:
    case IncrementalSource.StyleDeclaration:
      return sanitizeStyles(data, known.hiding(data.id));
    case IncrementalSource.AdoptedStyleSheet: {
      const sanitized = sanitizeStyles(data, known.hiding(data.id));
      const { shareRules } = known;
      if (!shareRules || !sanitized.styles) return sanitized;
      const styles = sanitized.styles.map((style) => ({ ...style, rules: shareRules(style.rules) }));
      return { ...sanitized, styles } as Incremental;
    }
    default:
      return data;
  }
}

function sanitizeMutation(data: Mutation, known: NodeKnowledge): Mutation | undefined {
  const isRecorded = memoized((id: number) => !known.isIgnored(id) && !known.isBlocked(id));
  const adds = data.adds
    // The empty document of a frame that still loads is told again when it has loaded, which a replay takes for what it has.
    .filter(({ parentId, node }) => isRecorded(parentId) && !isEmptyDocument(node))
    .map((add) => ({ ...add, node: sanitizeNode(add.node, add.parentId, known) }));
  const removes = data.removes.filter(({ parentId }) => isRecorded(parentId));
  const texts = data.texts
    .filter(({ id }) => isRecorded(id))
    .map((text) =>
      text.value !== null && known.isShadowText(text.id)
        ? { ...text, value: sanitizeText(text.value, text.id, known) }
        : text,
    );
  const attributes = data.attributes
    .filter(({ id }) => isRecorded(id))
    .map(({ id, attributes: changes }) => ({ id, attributes: sanitizeChanges(id, changes, known) }));
  return adds.length + removes.length + texts.length + attributes.length > 0
    ? { ...data, adds, removes, texts, attributes }
    : undefined;
}

function isEmptyDocument({ type, childNodes }: SerializedNode & { childNodes?: unknown[] }): boolean {
  return (type as number) === 0 && !childNodes?.length;
}

function sanitizeChanges(id: number, changes: Changes, known: NodeKnowledge): Changes {
  const owner = ownerOf(id, known.tagName(id) ?? '', known.isSvg(id), undefined, undefined, known);
  // The default of a choice is as good as the choice.
  const isChoice = 'checked' in changes && known.isChoiceMasked(id);
  const isOption = 'selected' in changes && known.isFieldMasked(id);
  return sanitizeAttributes(
    owner,
    isChoice || isOption ? { ...changes, checked: null, selected: null } : changes,
    known,
  ) as Changes;
}

function sanitizeNode(
  node: SerializedNode,
  parentId: number | undefined,
  known: NodeKnowledge,
): SerializedNode {
  if ('textContent' in node && parentId !== undefined) {
    // rrweb's enum of node types is not exported; text is told by what it holds.
    if (node.isShadow)
      return { ...node, textContent: sanitizeText(node.textContent, parentId, known) } as SerializedNode;
    if (node.textContent !== '' && known.tagName(parentId) === 'style')
      return {
        ...node,
        textContent: sanitizeCss(withoutComments(node.textContent), known.hiding(parentId)),
      } as SerializedNode;
  }
  if (!('childNodes' in node)) return node;
  const childNodes = mapUnlessSame(node.childNodes, (child) => sanitizeNode(child, node.id, known));
  if (!('attributes' in node)) return childNodes === node.childNodes ? node : { ...node, childNodes };
  const attributes = sanitizeElement(node, known);
  return childNodes === node.childNodes && attributes === node.attributes
    ? node
    : ({ ...node, childNodes, attributes } as SerializedNode);
}

/** Elements that are as large as the picture or film in them. */
const PICTURES = new Set(['img', 'video', 'embed', 'object']);

function sanitizeElement(node: SerializedElement, known: NodeKnowledge): Attributes {
  const { id, tagName } = node;
  const given: Attributes = node.attributes;
  const inputType = String(given.type ?? 'text').toLowerCase();
  const owner = ownerOf(id, tagName, node.isSVG === true, inputType, String(given.rel), known);
  let attributes = sanitizeAttributes(owner, given, known);
  const set = (changes: Attributes) => {
    attributes = { ...attributes, ...changes };
  };
  // The attribute is what the page began with; rrweb keeps it when the person has unchecked the box.
  if (tagName === 'input' && 'checked' in given && (!known.isChecked(id) || known.isChoiceMasked(id)))
    set({ checked: null });
  if (tagName === 'option' && known.isChecked(id) && !known.isFieldMasked(id)) set({ selected: true });
  if (PICTURES.has(tagName) && !('rr_width' in given) && owner.hiding() === 'most') {
    const { width, height } = known.size(id);
    set({ rr_width: `${width}px`, rr_height: `${height}px` });
  }
  return attributes;
}

function ownerOf(
  id: number,
  tagName: string,
  isSvg: boolean,
  inputType: string | undefined,
  rel: string | undefined,
  known: NodeKnowledge,
): AttributeOwner {
  let hiding: Hiding | undefined;
  return {
    tagName,
    isSvg,
    inputType,
    rel,
    hiding: () => {
      hiding ??= known.hiding(id);
      return hiding;
    },
    isFieldMasked: () => known.isFieldMasked(id),
  };
}

function sanitizeAttributes(owner: AttributeOwner, attributes: Attributes, known: NodeKnowledge): Attributes {
  let changed: Attributes | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === '' || value === null) continue;
    let sanitized: Attributes[string] | undefined = value;
    if (typeof value === 'string') {
      if (name === 'content' && attributes.name === 'viewport') continue;
      sanitized = sanitizeAttribute(owner, name.toLowerCase(), value, known);
      if (sanitized && known.share) sanitized = known.share(name, sanitized);
    } else if (name === 'style' && typeof value === 'object')
      sanitized = sanitizeStyle(value, owner.hiding());
    if (sanitized === value) continue;
    changed ??= { ...attributes };
    if (sanitized === undefined) delete changed[name];
    else changed[name] = sanitized;
  }
  return changed ?? attributes;
}

type StyleChanges = Extract<Changes[string], object>;

/** Changes of single declarations of an element's style. */
function sanitizeStyle(style: StyleChanges, hiding: Hiding): StyleChanges {
  if (hiding === 'none') return style;
  return Object.fromEntries(
    Object.entries(style).map(([name, value]) => {
      if (typeof value === 'string') return [name, sanitizeDeclaration(name, value, hiding)];
      return [name, value && [sanitizeDeclaration(name, value[0], hiding), value[1]]];
    }),
  ) as StyleChanges;
}

function sanitizeDeclaration(name: string, value: string, hiding: Hiding): string {
  return sanitizeCss(`${name}:${value}`, hiding).slice(name.length + 1);
}

/** Every string in what a style sheet was told: its rules, its text, the value of a declaration. */
function sanitizeStyles<Data extends Incremental>(data: Data, hiding: Hiding): Data {
  if (hiding === 'none') return data;
  const sanitized: unknown = JSON.parse(JSON.stringify(data), (key, value: unknown) => {
    if (key === 'set') {
      const { property, value: given } = value as { property: string; value: string | null };
      return { ...(value as object), value: given && sanitizeDeclaration(property, given, hiding) };
    }
    return typeof value === 'string' && /^(?:rule|replace|replaceSync)$/.test(key)
      ? sanitizeCss(value, hiding)
      : value;
  });
  return sanitized as Data;
}

function sanitizeText(text: string, id: number, known: NodeKnowledge): string {
  return known.hiding(id) === 'none' ? known.redact(text) : stars(text);
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

function memoized<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const computed = new Map<Key, Value>();
  return (key) => {
    const known = computed.get(key);
    if (known !== undefined) return known;
    const value = compute(key);
    computed.set(key, value);
    return value;
  };
}
