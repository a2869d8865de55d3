/** What is loaded after the core has started: the recording of the DOM, names of elements, values in full, and the way to the server. */
export { startDomRecording } from './capture/dom/recording.ts';
export { describeElement } from './capture/element/describeElement.ts';
export { printValue } from './capture/printValue.ts';
export { startTransport } from './transport/startTransport.ts';
