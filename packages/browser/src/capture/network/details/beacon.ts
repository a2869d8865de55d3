import { safely } from '../../../safely.ts';
import type { Stop } from '../../captured.ts';
import { wrapMethod } from '../../wrapMethod.ts';
import type { StartRequestSpan } from '../request.ts';

/** Records what is sent by `navigator.sendBeacon`. It has no answer, and takes no headers. */
export function watchBeacons(startSpan: StartRequestSpan): Stop {
  return wrapMethod(Navigator.prototype, 'sendBeacon', (proceed, _navigator, args) => {
    const sent = proceed(args);
    safely(() => {
      const span = startSpan({
        method: 'POST',
        url: new URL(String(args[0]), document.baseURI),
        initiator: 'beacon',
        headers: new Map(),
        body: args[1],
      });
      if (sent) span?.answered(0);
      else span?.failed('QuotaExceededError', 'too much is waiting to be sent');
    });
    return sent;
  });
}
