import type { HostileNode, HostileRecorder } from './recorder.ts';

/** What stands in the head of a page and loads, runs or leads elsewhere. */
export function hostileHead({ element, text, run, leave }: HostileRecorder): HostileNode {
  const link = (rel: string, more: Record<string, unknown> = {}) =>
    element('link', { rel, href: leave(`link ${rel}`), ...more });
  const rules = JSON.stringify({
    prerender: [{ source: 'list', urls: [leave('speculation rules prerender')] }],
    prefetch: [{ source: 'list', urls: [leave('speculation rules prefetch')] }],
  });
  return element('head', {}, [
    element('script', {}, [text(run('script'))]),
    element('SCRIPT', { src: leave('script src') }),
    element('script', { type: 'module' }, [text(run('module script'))]),
    element('script', { type: 'importmap' }, [text(`{"imports":{"x":"${leave('import map')}"}}`)]),
    element('script', { type: 'speculationrules' }, [text(rules)]),
    element('meta', { 'http-equiv': 'refresh', content: `0;url=${leave('meta refresh')}` }),
    element('META', { 'HTTP-EQUIV': 'Refresh', content: `0;url=javascript:${run('meta refresh script')}` }),
    element('meta', {
      'http-equiv': 'Content-Security-Policy',
      content: `default-src *; report-uri ${leave('policy report')}`,
    }),
    element('meta', { 'http-equiv': 'set-cookie', content: 'stolen=1' }),
    element('base', { href: leave('base'), target: '_top' }),
    link('stylesheet', { onload: run('link onload') }),
    link('alternate stylesheet'),
    link('icon'),
    link('preload', { as: 'image', imagesrcset: `${leave('link imagesrcset')} 1x` }),
    link('modulepreload'),
    link('prefetch'),
    link('prerender'),
    link('preconnect'),
    link('dns-prefetch'),
    link('manifest'),
    link('import'),
    link('expect'),
    element('style', {
      _cssText: `@import url("${leave('css import')}"); @import "${leave('css import by string')}";
        body { background: url("${leave('css background')}") }
        @font-face { font-family: stolen; src: url("${leave('css font')}") }
        p { font-family: stolen; cursor: url("${leave('css cursor')}"), auto }
        li { list-style-image: url("${leave('css list style')}") }
        p::before { content: url("${leave('css content')}") }
        div { background-image: image-set("${leave('css image set')}" 1x); mask-image: url("${leave('css mask')}") }
        input[value^="4"] { background: url("${leave('css of a value')}") }
        @keyframes tell { to { border-image-source: url("${leave('css border image')}") } }`,
    }),
    element('style', { onload: run('style onload') }, [
      { ...text(`@import url("${leave('css import in text')}");`), isStyle: true },
    ]),
  ]);
}
