import { emptySession, type FixtureSession } from './fixture.ts';

export const HOSTILE_ID = '66666666-0000-4000-8000-000000000666';

/** What each vector would do if it could: leave a mark on the page around the replay. */
const RUN = 'top.ran = (top.ran || 0) + 1; parent.ran = 1; window.ran = 1';

interface Element {
  type: 2;
  tagName: string;
  attributes: Record<string, unknown>;
  childNodes: unknown[];
  id: number;
  isSVG?: true;
}

/** A session whose recording tries to run scripts, load pages and tell `canary` (an origin) that it was seen. */
export function hostileSession(start: number, canary: string): FixtureSession {
  let id = 1;
  const element = (
    tagName: string,
    attributes: Record<string, unknown> = {},
    childNodes: unknown[] = [],
  ): Element => ({
    type: 2,
    tagName,
    attributes,
    childNodes,
    id: id++,
  });
  const svg = (
    tagName: string,
    attributes: Record<string, unknown> = {},
    childNodes: unknown[] = [],
  ): Element => ({
    ...element(tagName, attributes, childNodes),
    isSVG: true,
  });
  const text = (textContent: string) => ({ type: 3, textContent, id: id++ });

  const head = element('head', {}, [
    element('script', {}, [text(RUN)]),
    element('SCRIPT', { src: `${canary}/script.js` }, []),
    element('meta', { 'http-equiv': 'refresh', content: `0;url=${canary}/refresh` }),
    element('META', { 'HTTP-EQUIV': 'Refresh', content: `0;url=javascript:${RUN}` }),
    element('base', { href: `${canary}/`, target: '_top' }),
    element('link', { rel: 'stylesheet', href: `${canary}/sheet.css` }),
    element('link', { rel: 'preload', as: 'image', href: `${canary}/preload` }),
    element('link', { rel: 'prefetch', href: `${canary}/prefetch` }),
    element('style', {
      _cssText: `@import url("${canary}/import.css"); body { background: url("${canary}/bg") }`,
    }),
  ]);
  const body = element(
    'body',
    { onload: RUN, onfocus: RUN, style: `background-image: url("${canary}/style")` },
    [
      element('p', {}, [text('A hostile page')]),
      element('img', { src: 'x', onerror: RUN }),
      element('img', { src: `${canary}/pixel.png`, srcset: `${canary}/pixel2.png 2x` }),
      element('iframe', { srcdoc: `<script>${RUN}</script>` }),
      element('iframe', { src: `javascript:${RUN}` }),
      element('iframe', { src: `${canary}/frame` }),
      element('object', { data: `data:text/html,<script>${RUN}</script>` }),
      element('embed', { src: `${canary}/embed` }),
      element('video', { src: `${canary}/video`, autoplay: true, onerror: RUN }),
      element('a', { href: `javascript:${RUN}`, ping: `${canary}/ping`, autofocus: true }, [text('link')]),
      element('form', { action: `javascript:${RUN}` }, [element('button', { formaction: `${canary}/form` })]),
      element('input', { autofocus: true, onfocus: RUN }),
      element('details', { open: true, ontoggle: RUN }),
      element('marquee', { onstart: RUN }),
      svg('svg', { onload: RUN }, [
        svg('script', {}, [text(RUN)]),
        svg('animate', { onbegin: RUN, attributeName: 'x', dur: '1s' }),
        svg('a', { 'xlink:href': `javascript:${RUN}` }, [
          svg('set', { attributeName: 'href', to: `javascript:${RUN}` }),
        ]),
        svg('image', { href: `${canary}/svg-image` }),
        svg('foreignObject', {}, [element('iframe', { srcdoc: `<script>${RUN}</script>` })]),
      ]),
    ],
  );
  const root = {
    type: 0,
    id: id++,
    childNodes: [
      { type: 1, name: 'html', publicId: '', systemId: '', id: id++ },
      element('html', {}, [head, body]),
    ],
  };
  const late = element('img', { src: 'y', onerror: RUN });
  const link = body.childNodes.find((child) => (child as Element).tagName === 'a') as Element;
  const data = [
    { type: 4, timestamp: start, data: { href: `javascript:${RUN}`, width: 800, height: 600 } },
    { type: 2, timestamp: start + 5, data: { node: root, initialOffset: { top: 0, left: 0 } } },
    {
      type: 3,
      timestamp: start + 400,
      data: {
        source: 0,
        texts: [],
        removes: [],
        adds: [
          { parentId: body.id, nextId: null, node: late },
          { parentId: body.id, nextId: null, node: element('script', {}, [text(RUN)]) },
        ],
        attributes: [
          { id: body.id, attributes: { onclick: RUN, onpointermove: RUN } },
          { id: link.id, attributes: { href: `JaVaScRiPt:${RUN}` } },
          { id: late.id, attributes: { src: `${canary}/late.png`, onload: RUN } },
        ],
      },
    },
    { type: 3, timestamp: start + 500, data: { source: 2, type: 2, id: link.id, x: 4, y: 4 } },
    { type: 3, timestamp: start + 550, data: { source: 2, type: 5, id: link.id, x: 4, y: 4 } },
    {
      type: 3,
      timestamp: start + 600,
      data: { source: 8, id: 4, adds: [{ rule: `p { cursor: url("${canary}/rule"), auto }` }] },
    },
    {
      type: 3,
      timestamp: start + 650,
      data: { source: 10, family: 'x', fontSource: `url(${canary}/font)`, buffer: false },
    },
    {
      type: 3,
      timestamp: start + 700,
      data: { source: 9, id: 4, type: 0, commands: [{ property: 'constructor', args: [RUN] }] },
    },
    {
      type: 3,
      timestamp: start + 2_000,
      data: { source: 1, positions: [{ x: 9, y: 9, id: body.id, timeOffset: 0 }] },
    },
  ];
  const tab = '77777777-0000-4000-8000-000000000777';
  const to = start + 2_000;
  const session = emptySession(HOSTILE_ID, start, {
    to,
    tabs: [{ id: tab, from: start, to, segments: 1, clockOffset: 0 }],
  });
  const segment = { tab, seq: 0, from: start, to, checkpoint: true, events: data.length, bytes: 1, data };
  return { ...session, segments: [segment] };
}
