import { safely } from '../../../safely.ts';
import type { DomRecording, StartDomRecording } from '../domRecording.ts';
import { type FrameMessage, heeded } from './message.ts';

/**
 * The recording of a page that stands in a frame of another origin's page: what is recorded goes to that page, once it asks
 * for it, and to nobody else.
 */
export function startWithinFrame(embedder: string, start: StartDomRecording): StartDomRecording {
  return (emit, rules) => {
    let running: DomRecording | undefined;
    const tell = (message: FrameMessage) => window.parent.postMessage(message, embedder);
    const listening = new AbortController();
    window.addEventListener(
      'message',
      (event) =>
        safely(() => {
          if (event.source !== window.parent || heeded(event, [embedder])?.throughline !== 'frame.record')
            return;
          if (running) {
            running.checkpoint();
            return;
          }
          running = start((captured) => {
            if (captured.kind !== 'replay') emit(captured);
            else tell({ throughline: 'frame.recorded', events: captured.events, assets: captured.assets });
          }, rules);
        }),
      { signal: listening.signal },
    );
    tell({ throughline: 'frame.ready' });
    return {
      // The page around it asks for one when it takes its own.
      checkpoint() {},
      settle: () => running?.settle(),
      nodeId: (node) => running?.nodeId(node),
      stop() {
        listening.abort();
        running?.stop();
      },
    };
  };
}
