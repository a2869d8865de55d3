import { click, press, type RecordedPage, scroll } from './page.ts';

/** A code editor: lines that are placed absolutely, a style sheet that scripts write, an icon font. */
export const monaco: RecordedPage = {
  name: 'monaco-editor',
  packages: { 'monaco-editor': '0.57.0' },
  source: {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Editor</title>
<style>body{margin:0}#editor{height:780px}</style></head><body><div id="editor"></div>
<script src="/node_modules/monaco-editor/min/vs/loader.js"></script>
<script>require.config({ paths: { vs: '/node_modules/monaco-editor/min/vs' } });
require(['vs/editor/editor.main'], () => { monaco.editor.create(document.querySelector('#editor'), { language: 'javascript', automaticLayout: true,
value: Array.from({ length: 120 }, (_, n) => 'function step' + n + '(value) {\\n  return value * ' + n + '; // number ' + n + '\\n}').join('\\n') }); });</script></body></html>`,
  },
  ready: '.view-line',
  interactions: [
    click('.view-line', 4),
    press('End'),
    async (page) => page.keyboard.type(' const more = 1;', { delay: 10 }),
    press('Enter'),
    scroll(900),
    scroll(1_500),
    click('.view-line', 6),
    press('Shift+ArrowDown', 4),
    press('Control+f'),
    async (page) => page.keyboard.type('step7', { delay: 10 }),
    press('Escape'),
    scroll(-2_000),
  ],
};
