import type { HostileNode, HostileRecorder } from './recorder.ts';

/** Elements of the page that events speak of. */
export interface HostileTargets {
  body: HostileNode;
  link: HostileNode;
  button: HostileNode;
  frame: HostileNode;
  style: HostileNode;
  styleText: HostileNode;
  video: HostileNode;
  document: HostileNode;
}

/** What comes after the page itself, in order: data of rrweb's incremental events, or whole events of other types. */
export function hostileEvents(recorder: HostileRecorder, targets: HostileTargets): object[] {
  const { body, link, button, frame, video, style, styleText, document } = targets;
  return [
    ...mutations(recorder, targets),
    // The person clicks on what would run, and sends the form.
    { source: 2, type: 2, id: link.id, x: 4, y: 4 },
    { source: 2, type: 5, id: link.id, x: 4, y: 4 },
    { source: 2, type: 2, id: button.id, x: 4, y: 4 },
    { source: 3, id: body.id, x: 0, y: 10 },
    { source: 5, id: button.id, text: recorder.run('input value'), isChecked: true },
    { source: 7, type: 0, id: video.id, currentTime: 0, volume: 1, muted: false },
    ...styles(recorder, style.id, document.id),
    { source: 10, family: 'x', fontSource: `url(${recorder.leave('font')})`, buffer: false },
    { source: 10, family: 'y', fontSource: `[${recorder.run('font buffer')}]`, buffer: true },
    canvas(recorder, body.id),
    { source: 14, ranges: [{ start: body.id, startOffset: 0, end: frame.id, endOffset: 9 }] },
    { whole: 5, data: { tag: 'hostile', payload: { script: recorder.run('custom event') } } },
    {
      whole: 6,
      data: { plugin: 'rrweb/console@1', payload: { level: 'log', payload: [recorder.run('plugin event')] } },
    },
    {
      whole: 6,
      data: { plugin: 'rrweb/canvas-webrtc@1', payload: { url: recorder.leave('plugin of canvas') } },
    },
    {
      source: 0,
      texts: [{ id: styleText.id, value: `@import url("${recorder.leave('text of a style')}");` }],
      removes: [],
      adds: [],
      attributes: [],
    },
  ];
}

function mutations(recorder: HostileRecorder, { body, link, frame, video, style }: HostileTargets): object[] {
  const { element, text, document, run, leave } = recorder;
  const late = element('img', { src: 'y', onerror: run('added img') });
  const inFrame = document([
    element('html', {}, [
      element('head', {}, [element('script', {}, [text(run('script in a frame'))])]),
      element('body', { onload: run('onload in a frame') }, [
        element('img', { src: leave('img in a frame') }),
        element('meta', { 'http-equiv': 'refresh', content: `0;url=${leave('refresh in a frame')}` }),
      ]),
    ]),
  ]);
  return [
    {
      source: 0,
      texts: [],
      removes: [],
      adds: [
        { parentId: body.id, nextId: null, node: late },
        { parentId: body.id, nextId: null, node: element('script', {}, [text(run('added script'))]) },
        {
          parentId: body.id,
          nextId: null,
          node: element('link', { rel: 'prefetch', href: leave('added prefetch') }),
        },
      ],
      attributes: [
        {
          id: body.id,
          attributes: { onclick: run('changed onclick'), onpointermove: run('changed onpointermove') },
        },
        { id: link.id, attributes: { href: `JaVaScRiPt:${run('changed href')}` } },
        {
          id: late.id,
          attributes: {
            src: leave('changed src'),
            srcset: `${leave('changed srcset')} 2x`,
            onload: run('changed onload'),
          },
        },
        {
          id: frame.id,
          attributes: {
            srcdoc: `<script>${run('changed srcdoc')}</script>`,
            src: `javascript:${run('changed frame')}`,
          },
        },
        { id: body.id, attributes: { style: { 'background-image': `url("${leave('changed style')}")` } } },
        { id: video.id, attributes: { poster: leave('changed poster') } },
        { id: style.id, attributes: { _cssText: `@import url("${leave('changed style sheet')}");` } },
      ],
    },
    {
      source: 0,
      texts: [],
      removes: [],
      attributes: [],
      isAttachIframe: true,
      adds: [{ parentId: frame.id, nextId: null, node: inFrame }],
    },
  ];
}

function styles({ leave }: HostileRecorder, style: number, document: number): object[] {
  const rule = (vector: string) => `p { background: url("${leave(vector)}") }`;
  return [
    { source: 8, id: style, adds: [{ rule: rule('style rule') }] },
    { source: 8, id: style, adds: [{ rule: `@import url("${leave('style rule import')}")`, index: 0 }] },
    {
      source: 13,
      id: style,
      index: [0],
      set: { property: 'background', value: `url("${leave('style declaration')}")` },
    },
    {
      source: 15,
      id: document,
      styleIds: [7],
      styles: [{ styleId: 7, rules: [{ rule: rule('adopted style sheet'), index: 0 }] }],
    },
    { source: 8, styleId: 7, replaceSync: rule('replaced style sheet') },
    { source: 8, styleId: 7, replace: `@import url("${leave('replaced style sheet import')}");` },
  ];
}

function canvas({ run }: HostileRecorder, id: number): object {
  return { source: 9, id, type: 0, commands: [{ property: 'constructor', args: [run('canvas command')] }] };
}
