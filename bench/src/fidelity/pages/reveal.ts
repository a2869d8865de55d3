import { press, type RecordedPage } from './page.ts';

/** Slides: transforms, transitions, backgrounds, an overview that shows all at once. */
export const reveal: RecordedPage = {
  name: 'reveal.js',
  packages: { 'reveal.js': '6.0.2' },
  source: {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Slides</title>
<link rel="stylesheet" href="/node_modules/reveal.js/dist/reset.css"><link rel="stylesheet" href="/node_modules/reveal.js/dist/reveal.css">
<link rel="stylesheet" href="/node_modules/reveal.js/dist/theme/black.css"></head><body><div class="reveal"><div class="slides">
<section><h1>Rivers</h1><p>Where they come from</p></section>
<section><h2>Springs</h2><ul><li class="fragment">Rain</li><li class="fragment">Snow</li><li>Ice</li></ul></section>
<section><section data-background-color="#234"><h2>Upper course</h2><p>Steep and fast</p></section><section><h2>Falls</h2><p>Steeper still</p></section></section>
<section data-background-gradient="linear-gradient(#135, #531)"><h2>Lower course</h2><blockquote>Slow and wide</blockquote></section>
<section><h2>Sea</h2><table><tr><th>River</th><th>km</th></tr><tr><td>Elbe</td><td>1094</td></tr><tr><td>Rhine</td><td>1233</td></tr></table></section>
</div></div><script src="/node_modules/reveal.js/dist/reveal.js"></script><script>Reveal.initialize({ hash: false, transitionSpeed: 'fast' });</script></body></html>`,
  },
  ready: '.reveal.ready',
  interactions: [
    press('ArrowRight'),
    press('ArrowRight'),
    press('ArrowRight'),
    press('ArrowRight'),
    press('ArrowDown'),
    press('ArrowRight'),
    press('Escape'),
    press('ArrowLeft'),
    press('Escape'),
    press('ArrowRight', 2),
    press('b'),
    press('b'),
  ],
};
