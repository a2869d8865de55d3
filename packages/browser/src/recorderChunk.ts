/**
 * What is loaded after the core has started: the recording of the DOM, names of elements, values in
 * full, spans of what persons do, and the way to the server.
 */
export { startDomRecording } from './capture/dom/recording.ts';
export { describeElement } from './capture/element/describeElement.ts';
export { printLine } from './capture/printLine.ts';
export { printValue } from './capture/printValue.ts';
export { createUserActions } from './capture/userAction/userActions.ts';
export { startTransport } from './transport/startTransport.ts';
