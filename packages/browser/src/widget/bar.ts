import { button, element } from './element.ts';
import type { WidgetTexts } from './widgetOptions.ts';

/** The widget's bar: a handle, record or stop, and comment while it records. */
export interface Bar {
  element: HTMLElement;
  /** What the bar is moved by. */
  handle: HTMLElement;
  show(isRecording: boolean): void;
  /** Brings the keyboard back to the bar, if it is in the widget or nowhere. */
  focus(): void;
}

export function createBar(texts: WidgetTexts, does: { toggle(): void; comment(): void }): Bar {
  const handle = button('move', '⠿', () => {});
  handle.ariaLabel = texts.move;
  const toggle = button('toggle', texts.record, does.toggle);
  const comment = button('', texts.comment, does.comment);
  return {
    element: element(
      'div',
      { className: 'bar', role: 'toolbar', ariaLabel: texts.title },
      handle,
      toggle,
      comment,
    ),
    handle,
    show(isRecording) {
      toggle.textContent = isRecording ? texts.stop : texts.record;
      comment.hidden = !isRecording;
    },
    focus: () => (comment.hidden ? toggle : comment).focus(),
  };
}
