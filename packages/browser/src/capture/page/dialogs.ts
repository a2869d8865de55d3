import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { PageCapture } from './pageCapture.ts';

/** Dialogs of the page as they open and close; never with what. */
export const captureDialogs: PageCapture = ({ listen, tell, about }) => {
  // `toggle` comes of closing too, but not if that comes at once.
  for (const name of ['toggle', 'close'] as const)
    listen(name as keyof WindowEventMap, ({ target }) => {
      const dialog =
        target instanceof HTMLDialogElement && target.open === (name === 'toggle') && about(target);
      if (!dialog) return;
      const action = target.open ? 'open' : name;
      tell(EVENTS.dialog, `${action} ${dialog.name}`, {
        ...dialog.attributes,
        [ATTRIBUTES.dialogKind]: 'dialog',
        [ATTRIBUTES.dialogAction]: action,
      });
    });
};
