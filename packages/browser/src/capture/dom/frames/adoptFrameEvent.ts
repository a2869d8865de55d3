import type { eventWithTime } from 'rrweb';

// rrweb's numbers, https://github.com/rrweb-io/rrweb/blob/master/packages/types/src/index.ts; not imported, since that
// would bring rrweb into this part too.
const FULL_SNAPSHOT = 2;
const INCREMENTAL_SNAPSHOT = 3;
const MUTATION = 0;
const VIEWPORT_RESIZE = 4;
const DOCUMENT_NODE = 0;

/** Ids of a frame's nodes and style sheets, and those that they have in the recording of the page around it. */
export interface FrameIds {
  node(id: number): number;
  sheet(id: number): number;
  /** The frame's document. */
  root: number;
  forget(): void;
}

/** Ids that rrweb, which counts from one, does not come to. */
let nextId = 1_000_000_000;

export function createFrameIds(): FrameIds {
  let nodes = new Map<number, number>();
  let sheets = new Map<number, number>();
  const within = (ids: Map<number, number>, id: number) => {
    // What is no node is -1.
    if (id < 0) return id;
    const known = ids.get(id) ?? nextId++;
    ids.set(id, known);
    return known;
  };
  return {
    node: (id) => within(nodes, id),
    sheet: (id) => within(sheets, id),
    root: -1,
    forget() {
      nodes = new Map();
      sheets = new Map();
    },
  };
}

/** Names under which rrweb's events hold ids of nodes; those of elements in attributes are text. */
const NODE = new Set(['id', 'parentId', 'nextId', 'previousId', 'rootId', 'start', 'end']);

/**
 * An event of the page in a frame as one of the page around it; `undefined` if it says nothing there. A checkpoint of the
 * former becomes what rrweb tells of a frame that has loaded: a mutation that puts a document into it.
 */
export function adoptFrameEvent(
  event: eventWithTime,
  frameId: number,
  ids: FrameIds,
): eventWithTime | undefined {
  const timestamp = Date.now();
  if (event.type === FULL_SNAPSHOT) {
    ids.forget();
    ids.root = ids.node(event.data.node.id);
    const node = adopt(event.data.node, ids);
    return {
      type: INCREMENTAL_SNAPSHOT,
      timestamp,
      data: {
        source: MUTATION,
        adds: [{ parentId: frameId, nextId: null, node }],
        removes: [],
        texts: [],
        attributes: [],
        isAttachIframe: true,
      },
    };
  }
  if (event.type !== INCREMENTAL_SNAPSHOT || ids.root < 0) return undefined;
  if (event.data.source === VIEWPORT_RESIZE) return undefined;
  return { ...event, timestamp, data: adopt(event.data, ids) };
}

function adopt<Data>(data: Data, ids: FrameIds): Data {
  const adopted: unknown = JSON.parse(JSON.stringify(data), (name, value: unknown) => {
    if (typeof value === 'number') {
      if (NODE.has(name)) return ids.node(value);
      return name === 'styleId' ? ids.sheet(value) : value;
    }
    if (name === 'styleIds' && Array.isArray(value)) return value.map((id) => ids.sheet(Number(id)));
    if (isNode(value) && value.type !== DOCUMENT_NODE) return { rootId: ids.root, ...value };
    return value;
  });
  return adopted as Data;
}

function isNode(value: unknown): value is { type: number; id: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'type' in value &&
    ('childNodes' in value || 'textContent' in value || 'publicId' in value)
  );
}
