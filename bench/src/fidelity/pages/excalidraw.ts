import { click, drag, press, type RecordedPage } from './page.ts';

/** A drawing board: buttons and menus around a canvas, of which only the size is recorded by default. */
export const excalidraw: RecordedPage = {
  name: 'excalidraw',
  packages: { '@excalidraw/excalidraw': '0.18.1', react: '19.3.1', 'react-dom': '19.3.1' },
  source: {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Board</title>
<link rel="stylesheet" href="/built/excalidraw/excalidraw.css"><style>body{margin:0}#board{height:800px}</style></head>
<body><div id="board"></div><script type="module" src="/built/excalidraw/excalidraw.js"></script></body></html>`,
  },
  ready: '.App-menu',
  interactions: [
    press('r'),
    drag([500, 300], [700, 420]),
    press('o'),
    drag([760, 300], [900, 420]),
    press('v'),
    click('.dropdown-menu-button'),
    press('Escape'),
    press('t'),
    press('Escape'),
    press('Control+a'),
    press('Escape'),
    press('d'),
  ],
};
