import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { safely } from '../../safely.ts';
import type { PageCapture } from './pageCapture.ts';

interface Connection extends EventTarget {
  effectiveType?: string;
  downlink?: number;
  rtt?: number;
}

const MEBIBYTE = 1024 * 1024;
/** How often the memory is looked at: of a leak, minutes tell enough. */
const MINUTE_MS = 60_000;

/** What the page runs on: at first, then when the connection or the memory in use has changed. */
export const captureDevice: PageCapture = ({ tell, signal, whenStopped }) => {
  const { connection, deviceMemory } = navigator as Navigator & {
    connection?: Connection;
    deviceMemory?: number;
  };
  let told = '';
  const look = () => {
    const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } };
    const used = memory && Math.round(memory.usedJSHeapSize / MEBIBYTE);
    const body = `${screen.width} x ${screen.height}, ${connection?.effectiveType ?? 'connection unknown'}, ${used ?? '?'} MiB in use`;
    // A tab that nobody looks at tells nothing.
    if (told && (body === told || document.hidden)) return;
    told = body;
    tell(EVENTS.device, body, {
      [ATTRIBUTES.screenWidth]: screen.width,
      [ATTRIBUTES.screenHeight]: screen.height,
      [ATTRIBUTES.pixelRatio]: devicePixelRatio,
      [ATTRIBUTES.deviceMemory]: deviceMemory,
      [ATTRIBUTES.processors]: navigator.hardwareConcurrency,
      [ATTRIBUTES.language]: navigator.language,
      [ATTRIBUTES.connectionType]: connection?.effectiveType,
      [ATTRIBUTES.connectionRoundTrip]: connection?.rtt,
      [ATTRIBUTES.connectionDownlink]: connection?.downlink,
      [ATTRIBUTES.usedMemory]: used,
    });
  };
  const lookSafely = () => safely(look);
  look();
  connection?.addEventListener('change', lookSafely, { signal });
  const timer = setInterval(lookSafely, MINUTE_MS);
  whenStopped(() => clearInterval(timer));
};
