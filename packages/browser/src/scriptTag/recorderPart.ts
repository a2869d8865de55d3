import type { RecorderChunk } from '../laterParts.ts';
import {
  createDescribeElement,
  createRing,
  createUserActions,
  followServer,
  loadHeldAcrossPages,
  printLine,
  printValue,
  startDomRecording,
  startNetworkDetails,
  startPageCaptures,
  startTransport,
} from '../recorderChunk.ts';
import { receive, type Shared } from './shared.ts';

/** The recorder as a file beside the core's, which hands over what both need. */
export function recorderWith(shared: Shared): RecorderChunk {
  receive(shared);
  return {
    createDescribeElement,
    createRing,
    createUserActions,
    followServer,
    loadHeldAcrossPages,
    printLine,
    printValue,
    startDomRecording,
    startNetworkDetails,
    startPageCaptures,
    startTransport,
  };
}
