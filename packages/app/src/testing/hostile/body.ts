import type { HostileNode, HostileRecorder } from './recorder.ts';

/** What stands in the body of a page and loads, runs or leads elsewhere. */
export function hostileElements(recorder: HostileRecorder): HostileNode[] {
  return [
    ...pictures(recorder),
    ...frames(recorder),
    ...media(recorder),
    ...links(recorder),
    ...handlers(recorder),
    ...others(recorder),
  ];
}

function pictures({ element, run, leave }: HostileRecorder): HostileNode[] {
  return [
    element('img', { src: 'x', onerror: run('img onerror') }),
    element('img', {
      src: leave('img src'),
      srcset: `${leave('img srcset')} 2x`,
      lowsrc: leave('img lowsrc'),
    }),
    element('img', { src: 'data:,', rr_dataURL: leave('img of rrweb') }),
    element('canvas', { rr_dataURL: leave('canvas of rrweb') }),
    element('picture', {}, [element('source', { srcset: leave('picture source') }), element('img', {})]),
    element('input', { type: 'image', src: leave('input image') }),
    element('table', { background: leave('table background') }),
  ];
}

function frames({ element, run, leave }: HostileRecorder): HostileNode[] {
  return [
    element('iframe', { srcdoc: `<script>${run('iframe srcdoc')}</script>` }),
    element('iframe', { src: `javascript:${run('iframe javascript')}` }),
    element('iframe', { src: `data:text/html,<script>${run('iframe data')}</script>` }),
    element('iframe', { src: leave('iframe src') }),
    element('frame', { src: leave('frame src') }),
    element('fencedframe', { src: leave('fencedframe src') }),
    element('portal', { src: leave('portal src') }),
    element('object', { data: `data:text/html,<script>${run('object data')}</script>` }),
    element('object', { data: leave('object src'), codebase: leave('object codebase') }),
    element('embed', { src: leave('embed src') }),
    element('applet', { code: leave('applet code'), archive: leave('applet archive') }),
  ];
}

function media({ element, run, leave }: HostileRecorder): HostileNode[] {
  const track = element('track', { src: leave('track src'), default: true, kind: 'captions' });
  return [
    element(
      'video',
      {
        src: leave('video src'),
        poster: leave('video poster'),
        autoplay: true,
        onerror: run('video onerror'),
        rr_mediaState: 'played',
      },
      [track],
    ),
    element('audio', { autoplay: true, onloadstart: run('audio onloadstart') }, [
      element('source', { src: leave('audio source'), onerror: run('source onerror') }),
    ]),
  ];
}

function links({ element, text, run, leave }: HostileRecorder): HostileNode[] {
  const link = { href: `javascript:${run('link javascript')}`, ping: leave('link ping'), autofocus: true };
  return [
    element('a', link, [text('link')]),
    element('a', { href: ` java\tscript:${run('link javascript with blanks')}` }, [text('other')]),
    element('a', { href: `data:text/html,<script>${run('link data')}</script>`, target: '_top' }, [
      text('third'),
    ]),
    element('area', { href: `vbscript:${run('area vbscript')}`, ping: leave('area ping') }),
    element(
      'form',
      { action: `javascript:${run('form action javascript')}`, onsubmit: run('form onsubmit') },
      [element('button', { formaction: leave('button formaction') }, [text('send')])],
    ),
    element('form', { action: leave('form post'), method: 'post' }, [
      element('input', { type: 'submit', value: 'send' }),
    ]),
  ];
}

/** Events that come by themselves, or by what rrweb replays. */
const HANDLERS: [tag: string, handler: string, attributes?: Record<string, unknown>][] = [
  ['input', 'onfocus', { autofocus: true }],
  ['input', 'oninput'],
  ['details', 'ontoggle', { open: true }],
  ['marquee', 'onstart'],
  ['div', 'onanimationstart', { style: 'animation: tell 1ms' }],
  ['div', 'ontransitionrun'],
  ['div', 'onscroll'],
  ['button', 'onclick'],
  ['div', 'onmouseover'],
  ['div', 'onpointerenter'],
  ['dialog', 'ontoggle', { open: true }],
  ['div', 'ONCLICK'],
];

function handlers({ element, run }: HostileRecorder): HostileNode[] {
  return HANDLERS.map(([tag, handler, attributes = {}]) =>
    element(tag, { ...attributes, [handler]: run(`${tag} ${handler}`) }),
  );
}

function others(recorder: HostileRecorder): HostileNode[] {
  const { element, svg, text, run, leave } = recorder;
  const inShadow = [
    { ...element('img', { src: 'x', onerror: run('shadow onerror') }), isShadow: true as const },
    { ...element('script', {}, [text(run('shadow script'))]), isShadow: true as const },
  ];
  return [
    svg('svg', { onload: run('svg onload') }, [
      svg('script', {}, [text(run('svg script'))]),
      svg('svg:script', {}, [text(run('svg prefixed script'))]),
      svg('animate', { onbegin: run('svg animate onbegin'), attributeName: 'x', dur: '1s' }),
      svg('a', { 'xlink:href': `javascript:${run('svg link')}` }, [
        svg('set', { attributeName: 'href', to: `javascript:${run('svg set')}` }),
        svg('animate', { attributeName: 'href', values: `#a;javascript:${run('svg animate values')}` }),
      ]),
      svg('use', { href: `${leave('svg use')}#part` }),
      svg('use', {
        'xlink:href': `data:image/svg+xml,<svg id="x"><script>${run('svg use data')}</script></svg>#x`,
      }),
      svg('image', { href: leave('svg image') }),
      svg('feImage', { href: leave('svg feImage') }),
      svg('rect', { fill: `url("${leave('svg fill')}#f")`, filter: `url("${leave('svg filter')}#f")` }),
      svg('style', {}, [text(`@import url("${leave('svg style')}");`)]),
      svg('foreignObject', {}, [
        element('iframe', { srcdoc: `<script>${run('svg foreignObject')}</script>` }),
      ]),
    ]),
    element('math', { 'xlink:href': `javascript:${run('math link')}` }),
    element('template', {}, [
      element('script', {}, [text(run('template script'))]),
      element('img', { src: 'x', onerror: run('template onerror') }),
    ]),
    { ...element('x-hostile', { onclick: run('custom element onclick'), is: 'x-other' }), isCustom: true },
    // No name that an element may be given: to define it throws.
    { ...element('annotation-xml', { onclick: run('reserved custom element') }), isCustom: true },
    { ...element('x-Hostile<b>', { onclick: run('misnamed custom element') }), isCustom: true },
    { ...element('div', {}, inShadow), isShadowHost: true },
    element('noscript', {}, [text(`<img src="${leave('noscript')}">`)]),
    element('textarea', { value: `</textarea><script>${run('textarea value')}</script>` }),
    element('div', { style: `background-image: url("${leave('style attribute')}")` }),
  ];
}
