import { readFileSync } from 'node:fs';
import { fromSources } from './sources.ts';

/** The page of each workload, the same in every run; `W4B` is `W4`'s. */
export type PageName = 'W1' | 'W2' | 'W3' | 'W4';

const WORDS =
  'linen oak copper trail harbor violet ember quartz meadow slate cedar ripple north amber willow drift'.split(
    ' ',
  );

/** The HTML of a page, with the recorder's script if there is one. The driver comes first, so that it sees every long task. */
export function pageHtml(name: PageName, recorder: string): string {
  const driver = readFileSync(fromSources('browser/page/driver.js'), 'utf8');
  const script =
    recorder === 'none'
      ? '<script type="module">window.__bench.state = "ready"</script>'
      : `<script type="module" src="/bundle/${recorder}/entry.js"></script>`;
  const { title, head, body } = PAGES[name]();
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width,initial-scale=1">
<script>${driver}</script>${head}
${script}
</head><body><div class="snt-load">load</div>${body}</body></html>`;
}

const SHEET = '<link rel="stylesheet" href="/shop.css">';
const ROWS =
  '<style>.tbl{position:relative;height:600px;overflow:auto}.row{position:absolute;left:0;right:0;height:22px;display:flex;contain:strict;content-visibility:auto}.cell{width:120px}.odd{background:#f6f6f6}</style>';

const PAGES: Record<PageName, () => { title: string; head: string; body: string }> = {
  W1: () => ({ title: 'Shop', head: SHEET, body: shop() }),
  W2: () => ({
    title: 'Table',
    head: ROWS,
    body: '<h1>Quotes</h1><div class="tbl"><div id="tbody"></div></div>',
  }),
  W3: () => ({ title: 'Big', head: SHEET, body: big() }),
  W4: () => ({ title: 'Net', head: SHEET, body: '<h1>Network</h1><p id="out">0</p>' }),
};

/** Numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** A style sheet of 32 kB. */
export function shopCss() {
  let css =
    ':root{--ink:#222;--bg:#fff;--acc:#0a6}body{margin:0;font:14px/1.4 system-ui,sans-serif;color:var(--ink);background:var(--bg)}' +
    '.grid{display:grid;grid-template-columns:repeat(5,1fr);gap:12px;padding:12px}.card{border:1px solid #ddd;border-radius:8px;padding:8px;background:#fff}.card:hover{border-color:var(--acc)}' +
    '.thumb{width:100%;height:90px;object-fit:cover}.price{font-weight:600}.add{background:var(--acc);color:#fff;border:0;border-radius:4px;padding:6px 10px}.add.added{background:#888}' +
    '.toast{position:fixed;right:12px;bottom:12px;background:#333;color:#fff;padding:8px 12px;border-radius:6px}#menu{display:none}#menu.open{display:block}' +
    '#recent{height:120px;overflow:auto}header{display:flex;gap:12px;padding:10px;position:sticky;top:0;background:#fafafa}main{display:flex}aside{width:220px;flex:none}#app{flex:1}';
  for (let i = 0; i < 320; i++)
    css += `.u-${i}{margin:${i % 13}px ${i % 7}px;padding:${i % 5}px;color:rgb(${i % 255},${(i * 7) % 255},${(i * 13) % 255})}@media(max-width:${400 + i}px){.u-${i}{padding:0}}\n`;
  return css;
}

/** 2,800 nodes. */
function shop() {
  const random = numbers(3);
  let cards = '';
  for (let i = 0; i < 100; i++) {
    cards +=
      `<article class="card card-${i % 5} u-${i % 320}" data-sku="P${i}"><img class="thumb" alt="product" src="/img/${i % 12}.svg"><h3 class="name">${WORDS[(random() * 16) | 0]} ${WORDS[(random() * 16) | 0]}</h3>` +
      `<div class="stars" aria-label="rating"><svg viewBox="0 0 24 24" width="14" height="14"><path d="M12 2l3 7h7l-5.5 4.5L18.5 21 12 16.5 5.500 21l2-7.500L2 9h7z"/></svg><span>${(random() * 5).toFixed(1)}</span></div>` +
      `<p class="price"><span class="cur">€</span><span class="amt">${(random() * 90 + 9).toFixed(2)}</span></p><p class="desc">Soft ${WORDS[(random() * 16) | 0]} with a ${WORDS[(random() * 16) | 0]} finish, made in small batches.</p><ul class="opts"><li>S</li><li>M</li></ul><button type="button" class="add">Add to cart</button></article>`;
  }
  let nav = '',
    filters = '',
    recent = '',
    foot = '';
  for (let i = 0; i < 40; i++) nav += `<a href="/c/${i}" class="nav u-${i}">${WORDS[i % 16]}</a>`;
  for (let i = 0; i < 40; i++)
    filters += `<label class="f"><input type="checkbox" name="f${i}"><span>${WORDS[(i * 3) % 16]} ${i}</span></label>`;
  for (let i = 0; i < 60; i++) recent += `<li class="u-${100 + i}">${WORDS[i % 16]} ${i}</li>`;
  for (let i = 0; i < 60; i++) foot += `<a href="/f/${i}">${WORDS[(i * 5) % 16]} help</a>`;
  return (
    `<header><b>Shop</b><input id="search" placeholder="Search"><nav>${nav}</nav><button id="acct">Account</button><div id="menu" aria-expanded="false"><a href="#">Orders</a><a href="#">Profile</a></div><span id="cart-count">0</span></header>` +
    `<main><aside><h2>Filters</h2>${filters}<h2>Recent</h2><ul id="recent">${recent}</ul><form onsubmit="return false"><input id="email" type="email" placeholder="Email"><input id="note" placeholder="Note"></form><ol id="cart-lines"></ol></aside><section id="app"><div class="grid">${cards}</div></section></main><footer>${foot}</footer>`
  );
}

/** 30,000 nodes: elements and texts. */
function big() {
  const random = numbers(5);
  let s = '';
  for (let i = 0; i < 100; i++) {
    s += `<section class="s u-${i % 50}" id="s${i}"><h2>Section ${i}</h2><div class="wrap"><div class="inner">`;
    for (let k = 0; k < 42; k++)
      s += `<div class="item i${k % 9}" data-k="${i * 42 + k}"><a class="lnk" href="/i/${i}/${k}"><span class="t">${WORDS[(random() * 16) | 0]}</span></a><p class="d">Text ${(random() * 1e6) | 0} about ${WORDS[(random() * 16) | 0]}</p><i class="ic"></i></div>`;
    s += '</div></div></section>';
  }
  return s;
}
