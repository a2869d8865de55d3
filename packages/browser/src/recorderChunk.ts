/**
 * What is loaded after the core has started: the recording of the DOM, names of elements, values in
 * full, spans of what persons do, and the way to the server.
 */

export { loadHeldAcrossPages } from './buffer/loadHeldAcrossPages.ts';
export { createRing } from './buffer/ring.ts';
export { startDomRecording } from './capture/dom/recording.ts';
export { createDescribeElement } from './capture/element/describeElement.ts';
export { startNetworkDetails } from './capture/network/details/networkDetails.ts';
export { startPageCaptures } from './capture/page/startPageCaptures.ts';
export { printLine } from './capture/printLine.ts';
export { printValue } from './capture/printValue.ts';
export { createUserActions } from './capture/userAction/userActions.ts';
export { followServer } from './config/followServer.ts';
export { startTransport } from './transport/startTransport.ts';
