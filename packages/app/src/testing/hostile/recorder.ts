/** A node as rrweb records it. */
export interface HostileNode {
  type: number;
  id: number;
  tagName?: string;
  attributes?: Record<string, unknown>;
  childNodes?: unknown[];
  textContent?: string;
  isSVG?: true;
  isCustom?: true;
  isShadow?: true;
  isShadowHost?: true;
}

type Attributes = Record<string, unknown>;

/** Makes up the nodes of a recording, and remembers by name what they would do if they could. */
export interface HostileRecorder {
  element(tagName: string, attributes?: Attributes, childNodes?: unknown[]): HostileNode;
  svg(tagName: string, attributes?: Attributes, childNodes?: unknown[]): HostileNode;
  text(textContent: string): HostileNode;
  document(childNodes: unknown[]): HostileNode;
  /** Script that tells of itself by name in the page around the replay. */
  run(vector: string): string;
  /** An address that tells of itself by name when anything asks for it. */
  leave(vector: string): string;
  /** The names of all of these. */
  vectors: ReadonlySet<string>;
}

export function createHostileRecorder(canary: string): HostileRecorder {
  const vectors = new Set<string>();
  let id = 0;
  const nextId = () => {
    id += 1;
    return id;
  };
  const element = (tagName: string, attributes: Attributes = {}, childNodes: unknown[] = []) => ({
    type: 2,
    tagName,
    attributes,
    childNodes,
    id: nextId(),
  });
  return {
    element,
    svg: (tagName, attributes, childNodes) => ({ ...element(tagName, attributes, childNodes), isSVG: true }),
    text: (textContent) => ({ type: 3, textContent, id: nextId() }),
    document: (childNodes) => ({ type: 0, childNodes, id: nextId() }),
    run(vector) {
      vectors.add(vector);
      const name = JSON.stringify(vector).replaceAll('"', "'");
      return `for (const w of [window, parent, top]) (w.ran ??= []).push(${name})`;
    },
    leave(vector) {
      vectors.add(vector);
      return `${canary}/${encodeURIComponent(vector)}`;
    },
    vectors,
  };
}
