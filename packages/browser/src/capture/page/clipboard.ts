import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { PageCapture } from './pageCapture.ts';

/** That a person copied, cut or pasted, and where; never what. */
export const captureClipboard: PageCapture = ({ listen, tell, about }) => {
  for (const action of ['copy', 'cut', 'paste'] as const)
    listen(action, (event) => {
      const element = event.isTrusted && about(event);
      if (element)
        tell(EVENTS.clipboard, `${action} in ${element.name}`, {
          ...element.attributes,
          [ATTRIBUTES.clipboardAction]: action,
        });
    });
};
