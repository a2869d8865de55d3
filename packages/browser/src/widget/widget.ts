import { safely } from '../safely.ts';
import type { Throughline } from '../throughline.ts';
import { createBar } from './bar.ts';
import { createCommentPanel } from './commentPanel.ts';
import { element } from './element.ts';
import { letMove } from './placing.ts';
import { createSavedPanel } from './savedPanel.ts';
import { STYLE } from './style.ts';
import { WIDGET_TEXTS, type WidgetOptions } from './widgetOptions.ts';

/** Element that holds the widget; it is in a page once at most. */
const TAG = 'throughline-widget';
/** Set in this tab while a person records by hand, so that the next page goes on with it. */
const RECORDING_KEY = 'throughline.widget';

/**
 * Shows the widget, in place of one that is there, as soon as the page has a body. It says what `throughline` does whoever
 * began it: the widget, the application, or a page before this one in which the person had pressed Record.
 */
export function showWidget(throughline: Throughline, options: WidgetOptions | true): void {
  const { position = 'bottom-right', texts: given = {} } = options === true ? {} : options;
  const texts = { ...WIDGET_TEXTS, ...given };
  const host = document.createElement(TAG);
  // The recording leaves out what happens in the widget and what it shows.
  host.toggleAttribute('data-throughline-block', true);
  host.toggleAttribute('data-throughline-ignore', true);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const bar = createBar(texts, { toggle, comment: () => comment.open() });
  const saved = createSavedPanel(texts, () => bar.focus());
  const comment = createCommentPanel(texts, root, {
    save(text, attributes) {
      throughline.note(text, attributes);
      throughline.keep(text || texts.keepReason);
      saved.open(throughline.sessionUrl({ atNow: true }));
    },
    closed: () => bar.focus(),
  });
  const widget = element(
    'div',
    { className: 'widget', role: 'region', ariaLabel: texts.title },
    bar.element,
    comment.element,
    saved.element,
  );
  root.append(widget);
  letMove(widget, bar.element, bar.handle, position);

  async function toggle(): Promise<void> {
    const url = throughline.sessionUrl();
    if (url === '') {
      saved.close();
      throughline.start();
      remember(true);
      return;
    }
    throughline.keep(texts.keepReason);
    comment.close();
    await throughline.shutdown();
    saved.open(url);
  }

  const show = (isRecording: boolean) => {
    widget.classList.toggle('recording', isRecording);
    bar.show(isRecording);
    if (!isRecording) comment.close();
  };
  show(false);
  throughline.on('session', () => show(true));
  throughline.on('stopped', () => {
    remember(false);
    show(false);
  });
  // A page's own shortcuts are not meant for what is typed here.
  for (const type of ['keydown', 'keyup', 'keypress'] as const)
    root.addEventListener(type, (event) => safely(() => event.stopPropagation()));

  const append = () => {
    for (const other of document.querySelectorAll(TAG)) other.remove();
    document.body.append(host);
    if (sessionStorage.getItem(RECORDING_KEY)) throughline.start();
  };
  if (document.body) append();
  else document.addEventListener('DOMContentLoaded', () => safely(append), { once: true });
}

function remember(isRecording: boolean): void {
  if (isRecording) sessionStorage.setItem(RECORDING_KEY, '1');
  else sessionStorage.removeItem(RECORDING_KEY);
}
