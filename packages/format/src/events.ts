/**
 * Names of the events that the browser SDK sends as log records (OTLP field `eventName`). `exception` and
 * `session.start` are OpenTelemetry's own; `browser.*` follows its browser conventions, which are in development.
 */
export const EVENTS = {
  sessionStart: 'session.start',
  click: 'browser.user_action.click',
  navigation: 'browser.navigation',
  console: 'browser.console',
  exception: 'exception',
  /** The application said who the person is; its `user.*` attributes stand for the session from then on. */
  identify: 'throughline.identify',
} as const;

export type EventName = (typeof EVENTS)[keyof typeof EVENTS];
