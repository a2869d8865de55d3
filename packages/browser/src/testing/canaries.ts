/**
 * Places in a page that words of a person can stand in. In `html` and `run` the word is `CANARY`, another in each place and
 * each phase, so that what left the browser tells where it was taken from.
 */
export interface CanarySink {
  name: string;
  html?: string;
  /** Script, run in each phase; `root` is the element around the place. */
  run?: string;
  /** What changes last: this attribute of the first element, or, by default, the first text there is. */
  attribute?: string;
}

export const PHASES = ['First', 'Added', 'Changed'] as const;
export type Phase = (typeof PHASES)[number];

const text = (name: string, html: string): CanarySink => ({ name, html });
const attribute = (name: string, tag: string, attributeName: string, rest = '', value = 'CANARY') => ({
  name,
  html: `<${tag} ${attributeName}="${value}" ${rest}></${tag}>`,
  attribute: attributeName,
});
const script = (name: string, run: string, html = ''): CanarySink => ({ name, html, run });

/** Run in all phases but the first, in which it may be recorded or not. */
const later = (run: string) => `if (!'CANARY'.endsWith('First')) ${run}`;

const ELSEWHERE = 'https://elsewhere.test';

export const SINKS: readonly CanarySink[] = [
  // Text.
  text('paragraph', '<p>CANARY</p>'),
  text('heading', '<h2>CANARY</h2>'),
  text('button text', '<button type="button">CANARY</button>'),
  text('link text', '<a href="#x">CANARY</a>'),
  text('label text', '<label>CANARY</label>'),
  text('legend', '<fieldset><legend>CANARY</legend></fieldset>'),
  text('table cell', '<table><tr><td>CANARY</td></tr></table>'),
  text('option text', '<select><option>CANARY</option></select>'),
  text('datalist option text', '<datalist><option>CANARY</option></datalist>'),
  text('summary and details', '<details open><summary>CANARY</summary></details>'),
  text('closed details', '<details><summary>x</summary><p>CANARY</p></details>'),
  text('dialog text', '<dialog open>CANARY</dialog>'),
  text('popover text', '<div popover>CANARY</div>'),
  text('output text', '<output>CANARY</output>'),
  text('meter text', '<meter value="0.5">CANARY</meter>'),
  text('progress text', '<progress value="0.5">CANARY</progress>'),
  text('canvas fallback text', '<canvas width="1" height="1">CANARY</canvas>'),
  text('object fallback text', '<object>CANARY</object>'),
  text('math text', '<math><mi>CANARY</mi></math>'),
  text('svg text', '<svg><text>CANARY</text></svg>'),
  text('svg title', '<svg><title>CANARY</title></svg>'),
  text('svg foreign text', '<svg><foreignObject><p>CANARY</p></foreignObject></svg>'),
  text('title in the body', '<title>CANARY</title>'),
  text('hidden text', '<p hidden>CANARY</p>'),
  text('slotted text', '<x-open><b slot="name">CANARY</b></x-open>'),
  text('template', '<template>CANARY</template>'),
  text('noscript', '<noscript><p title="CANARY">CANARY</p></noscript>'),
  script('comment', 'root.replaceChildren(document.createComment("CANARY"))'),
  text('inline script', '<script type="text/plain">CANARY</script>'),
  text('inline json', '<script type="application/json">{"a":"CANARY"}</script>'),
  // What a person types.
  text('contenteditable', '<div contenteditable>CANARY</div>'),
  text('textbox role', '<div role="textbox">CANARY</div>'),
  text('textarea default', '<textarea>CANARY</textarea>'),
  attribute('text field default', 'input', 'value'),
  attribute('search field default', 'input', 'value', 'type="search"'),
  attribute('email field default', 'input', 'value', 'type="email"'),
  attribute('hidden field default', 'input', 'value', 'type="hidden"'),
  attribute('password field default', 'input', 'value', 'type="password"'),
  attribute('shown password', 'input', 'value', 'type="text" autocomplete="current-password"'),
  script('text field value', 'root.firstChild.value = "CANARY"', '<input>'),
  script('textarea value', 'root.firstChild.value = "CANARY"', '<textarea></textarea>'),
  script(
    'password shown later',
    'const field = root.firstChild; field.type = "password"; field.value = "CANARY"; setTimeout(() => { field.type = "text"; field.setAttribute("value", "CANARY") })',
    '<input>',
  ),
  // Attributes.
  attribute('button value', 'input', 'value', 'type="button"'),
  attribute('submit value', 'input', 'value', 'type="submit"'),
  attribute('checkbox value', 'input', 'value', 'type="checkbox"'),
  attribute('radio value', 'input', 'value', 'type="radio"'),
  attribute('option label', 'option', 'label'),
  attribute('option value', 'option', 'value'),
  attribute('optgroup label', 'optgroup', 'label'),
  attribute('data value', 'data', 'value'),
  attribute('placeholder', 'input', 'placeholder'),
  attribute('textarea placeholder', 'textarea', 'placeholder'),
  attribute('title attribute', 'p', 'title'),
  attribute('aria-label', 'p', 'aria-label'),
  attribute('aria-description', 'p', 'aria-description'),
  attribute('aria-valuetext', 'p', 'aria-valuetext', 'role="slider"'),
  attribute('aria-roledescription', 'p', 'aria-roledescription'),
  attribute('aria-placeholder', 'p', 'aria-placeholder'),
  attribute('data attribute', 'p', 'data-name'),
  attribute('component attribute', 'x-plain', 'person'),
  attribute('framework attribute', 'p', 'ng-reflect-model'),
  attribute('alt', 'img', 'alt'),
  attribute('image path', 'img', 'src', '', '/CANARY.png'),
  attribute('image query', 'img', 'src', '', '/a.png?q=CANARY'),
  attribute('srcset', 'img', 'srcset', '', '/CANARY.png 2x'),
  attribute('poster', 'video', 'poster', '', '/CANARY.png'),
  attribute('video source', 'video', 'src', '', '/CANARY.mp4'),
  attribute('audio source', 'audio', 'src', '', '/CANARY.mp3'),
  attribute('track label', 'track', 'label'),
  attribute('embed source', 'embed', 'src', '', `${ELSEWHERE}/CANARY`),
  attribute('object data', 'object', 'data', '', `${ELSEWHERE}/CANARY`),
  attribute('link path', 'a', 'href', '', '/CANARY'),
  attribute('link query', 'a', 'href', '', '/a?q=CANARY'),
  attribute('link hash', 'a', 'href', '', '/a#CANARY'),
  attribute('link user', 'a', 'href', '', 'https://CANARY:x@elsewhere.test/'),
  attribute('mailto', 'a', 'href', '', 'mailto:CANARY@elsewhere.test'),
  attribute('download name', 'a', 'download'),
  attribute('ping', 'a', 'ping', 'href="/"', '/a?q=CANARY'),
  attribute('area address', 'area', 'href', '', '/a?q=CANARY'),
  attribute('form action', 'form', 'action', '', '/a?q=CANARY'),
  attribute('button action', 'button', 'formaction', '', '/a?q=CANARY'),
  attribute('cite', 'blockquote', 'cite', '', '/a?q=CANARY'),
  attribute('datetime', 'time', 'datetime'),
  attribute('table summary', 'table', 'summary'),
  attribute('meta content', 'meta', 'content', 'name="user"'),
  attribute('canonical address', 'link', 'href', 'rel="canonical"', '/a?q=CANARY'),
  attribute('svg link', 'svg', 'aria-label'),
  { name: 'svg image', html: `<svg><image href="/CANARY.png"/></svg>` },
  { name: 'svg link address', html: '<svg><a href="/a?q=CANARY"></a></svg>' },
  attribute('event handler', 'p', 'onclick', '', 'void "CANARY"'),
  attribute('script address', 'a', 'href', '', 'javascript:void "CANARY"'),
  attribute('nonce', 'style', 'nonce'),
  attribute('class', 'p', 'class'),
  attribute('id', 'p', 'id'),
  // Styles.
  text('style content', '<style>x-plain::before { content: "CANARY" }</style>'),
  text('style comment', '<style>/* CANARY */ x-plain { color: red }</style>'),
  text('style custom property', "<style>x-plain { --name: 'CANARY' }</style>"),
  text('style list marker', '<style>x-plain { list-style: "CANARY" }</style>'),
  text('style image', '<style>x-plain { background: url(/CANARY.png) }</style>'),
  attribute('inline custom property', 'p', 'style', '', "--name: 'CANARY'"),
  attribute('inline image', 'p', 'style', '', 'background: url(/CANARY.png)'),
  script(
    'inserted rule',
    `root.firstChild.sheet.insertRule('x-plain::after { content: "CANARY" }')`,
    '<style></style>',
  ),
  script(
    'style declaration',
    `root.firstChild.sheet.cssRules[0].style.setProperty('content', '"CANARY"')`,
    '<style>x-plain::after { color: red }</style>',
  ),
  script(
    'adopted sheet',
    `const sheet = new CSSStyleSheet(); sheet.replaceSync('x-plain::after { content: "CANARY" }'); document.adoptedStyleSheets.push(sheet); document.adoptedStyleSheets = [...document.adoptedStyleSheets]; sheet.insertRule('x-plain::after { --a: "CANARY" }')`,
  ),
  // Roots and documents of their own.
  script('shadow text', 'root.querySelector("x-open").shadowRoot.append("CANARY")', '<x-open></x-open>'),
  script(
    'shadow element',
    `const b = document.createElement('b'); b.title = 'CANARY'; b.append('CANARY'); root.querySelector('x-open').shadowRoot.append(b)`,
    '<x-open></x-open>',
  ),
  script(
    'closed shadow',
    'root.querySelector("x-closed").closedRoot.append("CANARY")',
    '<x-closed></x-closed>',
  ),
  attribute('srcdoc', 'iframe', 'srcdoc', '', '<p>CANARY</p>'),
  script(
    'frame text',
    `const { contentDocument } = root.firstChild; contentDocument.body.append('CANARY')`,
    '<iframe></iframe>',
  ),
  attribute('frame address', 'iframe', 'src', '', `${ELSEWHERE}/a?q=CANARY`),
  // Marks.
  text('masked text', '<p data-throughline-mask>CANARY</p>'),
  attribute('masked title', 'p', 'title', 'data-throughline-mask'),
  attribute('masked data', 'p', 'data-name', 'data-throughline-mask'),
  attribute('masked address', 'a', 'href', 'data-throughline-mask', '/CANARY'),
  attribute('masked by selector', 'p', 'title', 'class="private"'),
  text('masked within unmasked', '<div data-throughline-unmask><p data-throughline-mask>CANARY</p></div>'),
  text('blocked text', '<div data-throughline-block>CANARY</div>'),
  script(
    'blocked shadow',
    'root.firstChild.shadowRoot.append("CANARY")',
    '<x-open data-throughline-block></x-open>',
  ),
  text('unmasked text', '<p data-throughline-unmask>CANARY</p>'),
  text('unmasked within masked', '<div data-throughline-mask><p data-throughline-unmask>CANARY</p></div>'),
  attribute('unmasked field', 'input', 'value', 'class="public"'),
  attribute('unmasked password', 'input', 'value', 'type="password" data-throughline-unmask'),
  attribute('unmasked card', 'input', 'value', 'autocomplete="cc-name" data-throughline-unmask'),
  attribute('unmasked card number', 'input', 'value', 'name="cardNumber" data-throughline-unmask'),
  attribute('unmasked ignored field', 'input', 'value', 'data-throughline-unmask data-throughline-ignore'),
  {
    name: 'moved into a masked element',
    html: '<section><i></i><p data-throughline-mask></p></section>',
    run: 'const [from, to] = root.firstChild.children; from.append("CANARY"); to.append(...from.childNodes)',
  },
  {
    name: 'masked just before it is filled',
    run: 'const p = document.createElement("p"); root.append(p); p.append("CANARY"); p.setAttribute("data-throughline-mask", "")',
  },
  // What is no part of the document.
  script(
    'console line of an element',
    'const p = document.createElement("p"); p.title = "CANARY"; p.append("CANARY"); console.log(p)',
  ),
  script('console table of an element', 'console.table([document.querySelector("#sink-0")])'),
  script(
    'console line of an id',
    'const p = document.createElement("p"); p.id = "CANARY"; console.log(p); console.group(p)',
  ),
  // What the browser shows instead of the page; before the recorder is there nobody may see that.
  script('alert text', later('alert("CANARY")')),
  script('confirm text', later('confirm("CANARY")')),
  script('prompt text', later('prompt("CANARY")')),
  script('prompt default', later('prompt("x", "CANARY")')),
  script(
    'opened dialog text',
    'const dialog = root.querySelector("dialog"); dialog.firstChild.data = "CANARY"; dialog.show(); dialog.close()',
    '<dialog>x</dialog>',
  ),
  script('local storage', 'localStorage.setItem("name", "CANARY")'),
  script('cookie', 'document.cookie = "name=CANARY"'),
  script('request query', 'fetch("/api/status/200?q=CANARY")'),
  script('pushed query', 'history.pushState(null, "", "/?q=CANARY#CANARY")'),
  script('document title', 'document.title = "CANARY"; history.pushState(null, "", "/title")'),
];

/** The word in a place: `CanarySvgTitleAdded`. Letters alone, so that no rule for card numbers and tokens takes it out. */
export function canary({ name }: CanarySink, phase: Phase): string {
  return `Canary${name.replace(/(?:^|\W+)(\w)/g, (_, letter: string) => letter.toUpperCase())}${phase}`;
}

/** The body of a page with a word in each place. */
export function canaryPage(): string {
  const places = SINKS.map(
    (sink, index) =>
      `<div id="sink-${index}">${(sink.html ?? '').replaceAll('CANARY', canary(sink, 'First'))}</div>`,
  );
  const runs = SINKS.map(
    (sink, index) =>
      `run(${index}, ${JSON.stringify(sink.run?.replaceAll('CANARY', canary(sink, 'First')) ?? '')});`,
  );
  return `
<style>p, img, input, label { display: block; min-width: 40px; min-height: 20px }</style>
<script>
  customElements.define('x-open', class extends HTMLElement {
    constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<slot></slot>'; }
  });
  customElements.define('x-closed', class extends HTMLElement {
    constructor() { super(); this.closedRoot = this.attachShadow({ mode: 'closed' }); }
  });
  function run(index, script) {
    const root = document.getElementById('sink-' + index);
    // What was added stands last; the script is about the last place.
    new Function('root', script)(root.lastElementChild?.matches('.added') ? root.lastElementChild : root);
  }
</script>
${places.join('\n')}
<script>${runs.join('\n').replaceAll('</script', '<\\/script')}</script>`;
}

/** Script that puts another word into each place, in an element that is added, and in one that was there. */
export function laterScript(phase: 'Added' | 'Changed'): string {
  const sinks = SINKS.map((sink) => ({
    first: canary(sink, 'First'),
    word: canary(sink, phase),
    html: sink.html?.replaceAll('CANARY', canary(sink, phase)) ?? '',
    run: sink.run?.replaceAll('CANARY', canary(sink, phase)) ?? '',
    attribute: sink.attribute,
  }));
  return `(${phase === 'Added' ? addAll : changeAll})(${JSON.stringify(sinks)})`;
}

interface LaterSink {
  first: string;
  word: string;
  html: string;
  run: string;
  attribute?: string;
}

declare function run(index: number, script: string): void;

function addAll(sinks: LaterSink[]): void {
  for (const [index, { html, run: script }] of sinks.entries()) {
    document
      .getElementById(`sink-${index}`)
      ?.insertAdjacentHTML('beforeend', `<div class="added">${html}</div>`);
    if (script) run(index, script);
  }
}

function changeAll(sinks: LaterSink[]): void {
  for (const [index, { first, word, attribute, run: script }] of sinks.entries()) {
    const root = document.getElementById(`sink-${index}`);
    const element = root?.firstElementChild;
    if (!root || !element) continue;
    if (script) run(index, script);
    else if (attribute)
      element.setAttribute(attribute, (element.getAttribute(attribute) ?? first).replaceAll(first, word));
    else {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode as Text;
        if (node.data.includes(first)) node.data = node.data.replaceAll(first, word);
      }
    }
  }
}
