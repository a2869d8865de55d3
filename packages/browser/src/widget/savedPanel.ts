import { safely } from '../safely.ts';
import { button, element } from './element.ts';
import type { WidgetTexts } from './widgetOptions.ts';

/** Says that there is something to watch, and where. */
export interface SavedPanel {
  element: HTMLElement;
  /** With the link to be copied. */
  open(url: string): void;
  close(): void;
}

export function createSavedPanel(texts: WidgetTexts, closed: () => void): SavedPanel {
  const link = element('input', { readOnly: true, ariaLabel: texts.link });
  const copied = element('span', { role: 'status' });
  const copy = button('main', texts.copyLink, copyLink);
  const panel = element(
    'div',
    { className: 'panel', hidden: true, role: 'dialog', ariaLabel: texts.link },
    element('p', {}, texts.saved),
    link,
    element('div', { className: 'row' }, copy, button('', texts.close, leave), copied),
  );
  panel.onkeydown = ({ key }) =>
    safely(() => {
      if (key === 'Escape') leave();
    });

  async function copyLink(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link.value);
    } catch {
      // Only secure pages have a clipboard, and a page's policy may forbid it.
      link.select();
      document.execCommand('copy');
    }
    copied.textContent = texts.copied;
  }

  function close(): void {
    panel.hidden = true;
    copied.textContent = '';
  }

  function leave(): void {
    close();
    closed();
  }

  return {
    element: panel,
    open(url) {
      link.value = url;
      panel.hidden = false;
      copy.focus();
    },
    close,
  };
}
