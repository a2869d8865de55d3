/** How the widget looks and speaks. Colours and shape are CSS custom properties: see docs/user/browser-sdk.md. */
export interface WidgetOptions {
  /** The corner where it stands until the person moves it. Default: `bottom-right`. */
  position?: WidgetPosition;
  /** Its texts, each of which has an English default. */
  texts?: Partial<WidgetTexts>;
}

export type WidgetPosition = 'bottom-right' | 'bottom-left' | 'top-right' | 'top-left';

export type WidgetTexts = typeof WIDGET_TEXTS;

/** What the widget says if nothing else is given. */
export const WIDGET_TEXTS = {
  /** Name of the whole, for assistive technology. */
  title: 'Session recording',
  move: 'Move: drag, or use the arrow keys',
  record: 'Record',
  stop: 'Stop',
  comment: 'Comment',
  /** Label of the text field. */
  commentLabel: 'What happened?',
  markArea: 'Mark an area',
  /** Before the size of a marked area. */
  areaMarked: 'Marked:',
  removeArea: 'Remove the area',
  /** How an area is marked. */
  areaHelp:
    'Drag a rectangle. By keyboard: arrows move it, Shift and arrows size it, Enter takes it, Escape leaves.',
  save: 'Save',
  cancel: 'Cancel',
  /** Beside the link, once there is something to watch. */
  saved: 'Saved. Watch it here:',
  link: 'Link to the session',
  copyLink: 'Copy link',
  copied: 'Copied',
  close: 'Close',
  /** Why a session that was recorded without a comment is kept. */
  keepReason: 'recorded by hand',
};
