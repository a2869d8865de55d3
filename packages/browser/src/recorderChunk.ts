/** What is loaded after the core has started: the recording of the DOM, and the way to the server. */
export { startDomRecording } from './capture/dom/recording.ts';
export { startTransport } from './transport/startTransport.ts';
