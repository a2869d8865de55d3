import { safely } from '../safely.ts';
import { areaAttributes, placeAt } from './area.ts';
import { button, element } from './element.ts';
import { selectArea } from './selectArea.ts';
import type { WidgetTexts } from './widgetOptions.ts';

/** Where the person says what happened, and marks where. */
export interface CommentPanel {
  element: HTMLElement;
  open(): void;
  close(): void;
}

/** `save` is given the text, which may be empty if an area is marked, and the area as a note carries it. */
export function createCommentPanel(
  texts: WidgetTexts,
  root: ShadowRoot,
  does: { save(text: string, attributes: Record<string, unknown>): void; closed(): void },
): CommentPanel {
  let marked: Record<string, unknown> | undefined;
  // The class is rrweb's own word for a field that is not recorded: it looks into shadow roots for what is typed.
  const field = element('textarea', { className: 'rr-ignore', maxLength: 1000 });
  const frame = element('div', { className: 'area', hidden: true });
  const size = element('span', { className: 'grow', role: 'status' });
  const mark = button('', texts.markArea, markArea);
  const remove = button('', texts.removeArea, () => {
    setMarked(undefined);
    mark.focus();
  });
  const save = element('button', { type: 'submit', className: 'main' }, texts.save);
  const panel = element(
    'form',
    {
      className: 'panel',
      hidden: true,
      role: 'dialog',
      ariaLabel: texts.comment,
      // Outside of a dialog this submits to nowhere: the page does not go away, whatever happens in here.
      method: 'dialog',
      onsubmit: () => safely(onsubmit),
    },
    element('label', {}, texts.commentLabel, field),
    element('div', { className: 'row' }, mark, size, remove),
    element('div', { className: 'row' }, save, button('', texts.cancel, cancel)),
    frame,
  );
  panel.onkeydown = ({ key }) =>
    safely(() => {
      if (key === 'Escape') cancel();
    });
  setMarked(undefined);

  function setMarked(attributes: Record<string, unknown> | undefined, shown = ''): void {
    marked = attributes;
    size.textContent = attributes ? `${texts.areaMarked} ${shown}` : '';
    mark.hidden = Boolean(attributes);
    remove.hidden = frame.hidden = !attributes;
  }

  async function markArea(): Promise<void> {
    const area = await selectArea(root, texts.areaHelp);
    if (area) {
      placeAt(frame, area);
      setMarked(areaAttributes(area, root.host), `${area.width} × ${area.height}`);
    }
    field.focus();
  }

  function onsubmit(): void {
    const text = field.value.trim();
    if (text === '' && !marked) {
      field.focus();
      return;
    }
    const attributes = marked ?? {};
    close();
    does.save(text, attributes);
  }

  function cancel(): void {
    close();
    does.closed();
  }

  function close(): void {
    panel.hidden = true;
    field.value = '';
    setMarked(undefined);
  }

  return {
    element: panel,
    open() {
      panel.hidden = false;
      field.focus();
    },
    close,
  };
}
