import { EVENTS, encodeSegment } from '@throughline/format';
import { Random } from './random.ts';
import { text } from './values.ts';

/** How much of a visit one segment holds, seconds, and so how many make a minute. */
const SEGMENT_SECONDS = 5;
export const SEGMENTS_A_MINUTE = 60 / SEGMENT_SECONDS;
/** Segments of one session: three minutes. The first begins with a checkpoint. */
const SEGMENTS_A_SESSION = 36;
const START = 1_795_000_000_000;

/** rrweb's event types and sources of incremental snapshots. */
const [FULL_SNAPSHOT, INCREMENTAL, META] = [2, 3, 4];
const [MUTATION, MOUSE_MOVE, MOUSE_INTERACTION, SCROLL, INPUT] = [0, 1, 2, 3, 5];

interface RrwebEvent {
  type: number;
  timestamp: number;
  data: object;
}

/** Segment number `index` as text of four lines: five seconds of somebody in a shop, as the browser SDK records it. */
export function segmentText(index: number, withRecords = true): string {
  const visit = Math.floor(index / SEGMENTS_A_SESSION);
  const seq = index % SEGMENTS_A_SESSION;
  const ofVisit = new Random(90_000_000 + visit);
  const [session, tab] = [ofVisit.uuid(), ofVisit.uuid()];
  const random = new Random(100_000_000 + index);
  const from = START + visit * 7_000 + seq * SEGMENT_SECONDS * 1000;
  const events = [...(seq === 0 ? checkpoint(ofVisit, from) : []), ...activity(random, from)];
  return encodeSegment({
    header: {
      v: 1,
      session,
      tab,
      seq,
      from,
      to: from + SEGMENT_SECONDS * 1000 - 1,
      sentAt: from + SEGMENT_SECONDS * 1000 + 40,
      checkpoint: seq === 0,
      events: events.length,
      clockOffset: 12.5,
      clockRoundTrip: 31.2,
    },
    spans: withRecords ? JSON.stringify(requests(random, session, from)) : '',
    logs: withRecords ? JSON.stringify(actions(random, session, from)) : '',
    replay: JSON.stringify(events),
  });
}

/** The page when recording began: a product list of a few hundred elements, its style sheet inlined. */
function checkpoint(random: Random, timestamp: number): RrwebEvent[] {
  let id = 1;
  const element = (tagName: string, attributes: Record<string, string>, childNodes: object[]) => ({
    type: 2,
    tagName,
    attributes,
    childNodes,
    id: id++,
  });
  const words = (textContent: string) => ({ type: 3, textContent, id: id++ });
  const card = () => {
    const sku = `SKU-${random.below(5000)}`;
    const name = `${random.skewed(ADJECTIVES)} ${random.skewed(THINGS)}`;
    return element('article', { class: 'product-card product-card--grid', 'data-sku': sku }, [
      element('a', { href: `https://shop.example/products/${sku}`, class: 'product-card__link' }, [
        element('img', { src: `https://cdn.example/${random.hex(10)}.webp`, alt: name, loading: 'lazy' }, []),
        element('h3', { class: 'product-card__title' }, [words(name)]),
      ]),
      element('p', { class: 'product-card__price' }, [words(`${(random.next() * 200).toFixed(2)} €`)]),
      element('button', { type: 'button', class: 'button button--primary' }, [words('Add to cart')]),
    ]);
  };
  const rules = Array.from(
    { length: 400 },
    () =>
      `.${random.skewed(THINGS)}-${random.hex(2)}{margin:${random.below(40)}px;color:#${random.hex(3)};padding:${random.below(9)}px ${random.below(24)}px;display:flex}`,
  );
  const head = element('head', {}, [element('style', { _cssText: rules.join('') }, [])]);
  const body = element('body', { class: 'shop' }, [
    element('main', { class: 'grid' }, Array.from({ length: 60 }, card)),
  ]);
  const node = { type: 0, childNodes: [element('html', { lang: 'en' }, [head, body])], id: id++ };
  return [
    { type: META, timestamp, data: { href: 'https://shop.example/products', width: 1440, height: 900 } },
    { type: FULL_SNAPSHOT, timestamp: timestamp + 8, data: { node, initialOffset: { left: 0, top: 0 } } },
  ];
}

/** Five seconds: the mouse moves most of the time, the page changes, scrolls, is clicked and typed into now and then. */
function activity(random: Random, from: number): RrwebEvent[] {
  const events: RrwebEvent[] = [];
  let [x, y] = [random.below(1400), random.below(900)];
  for (let at = 0; at < SEGMENT_SECONDS * 1000; at += 500) {
    const timestamp = from + at + random.below(30);
    const incremental = (data: object) => events.push({ type: INCREMENTAL, timestamp, data });
    if (random.next() < 0.7) {
      const positions = Array.from({ length: 10 }, (_, index) => {
        x = Math.min(1439, Math.max(0, x + random.below(61) - 30));
        y = Math.min(899, Math.max(0, y + random.below(41) - 20));
        return { x, y, id: 4 + random.below(60) * 8, timeOffset: (index - 10) * 50 };
      });
      incremental({ source: MOUSE_MOVE, positions });
    }
    if (random.next() < 0.3) incremental(mutation(random));
    if (random.next() < 0.2) incremental({ source: SCROLL, id: 1, x: 0, y: random.below(6000) });
    if (random.next() < 0.1)
      incremental({ source: MOUSE_INTERACTION, type: 2, id: 4 + random.below(480), x, y, pointerType: 0 });
    if (random.next() < 0.1)
      incremental({ source: INPUT, text: '*'.repeat(1 + random.below(12)), isChecked: false, id: 490 });
  }
  return events;
}

function mutation(random: Random): object {
  const parentId = 4 + random.below(480);
  const id = 1000 + random.below(1_000_000);
  return {
    source: MUTATION,
    texts: [{ id: 5 + random.below(480), value: `${(random.next() * 200).toFixed(2)} €` }],
    attributes: [
      { id: parentId, attributes: { class: `product-card product-card--${random.skewed(ADJECTIVES)}` } },
    ],
    removes: random.next() < 0.5 ? [{ parentId, id: 4 + random.below(480) }] : [],
    adds: Array.from({ length: random.below(4) }, (_, index) => ({
      parentId,
      nextId: null,
      node: {
        type: 2,
        tagName: 'li',
        attributes: { class: 'suggestion', 'data-key': random.hex(6) },
        childNodes: [],
        id: id + index,
      },
    })),
  };
}

const SDK = { attributes: [text('service.name', 'shop-web'), text('telemetry.sdk.language', 'webjs')] };

function requests(random: Random, session: string, from: number): object {
  const spans = Array.from({ length: random.below(4) }, () => ({
    traceId: random.hex(16),
    spanId: random.hex(8),
    name: 'GET',
    kind: 3,
    startTimeUnixNano: `${from + random.below(4000)}000000`,
    endTimeUnixNano: `${from + 4000 + random.below(900)}000000`,
    attributes: [
      text('session.id', session),
      text('http.request.method', 'GET'),
      text('url.full', `https://shop.example/api/products/SKU-${random.below(5000)}`),
    ],
  }));
  return { resourceSpans: [{ resource: SDK, scopeSpans: [{ scope: { name: 'throughline' }, spans }] }] };
}

function actions(random: Random, session: string, from: number): object {
  const logRecords = Array.from({ length: 1 + random.below(3) }, () => ({
    timeUnixNano: `${from + random.below(4900)}000000`,
    eventName: EVENTS.click,
    attributes: [text('session.id', session), text('app.widget.name', `Add to cart ${random.below(60)}`)],
  }));
  return { resourceLogs: [{ resource: SDK, scopeLogs: [{ scope: { name: 'throughline' }, logRecords }] }] };
}

const ADJECTIVES = ['plain', 'warm', 'quiet', 'sturdy', 'light', 'bright', 'spare', 'small'];
const THINGS = [
  'kettle',
  'lamp',
  'bench',
  'blanket',
  'basket',
  'clock',
  'bottle',
  'drawer',
  'ladder',
  'mirror',
];
