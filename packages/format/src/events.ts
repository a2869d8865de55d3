/**
 * Names of the events that the browser SDK sends as log records (OTLP field `eventName`). `exception` and
 * `session.start` are OpenTelemetry's own; `browser.*` follows its browser conventions, which are in development.
 */
export const EVENTS = {
  sessionStart: 'session.start',
  click: 'browser.user_action.click',
  /** Three clicks within a second and 30 pixels, told once a burst; attributes as those of a click. */
  rageClick: 'throughline.rage_click',
  navigation: 'browser.navigation',
  console: 'browser.console',
  exception: 'exception',
  /** The application said who the person is; its `user.*` attributes stand for the session from then on. */
  identify: 'throughline.identify',
  /** The application marked the session with a word; attribute `throughline.tag`. */
  tag: 'throughline.tag',
  /** The application or the person wrote a note at this moment; the text is the body. */
  note: 'throughline.note',
  /** The application asks that the session be kept; attribute `throughline.keep.reason`. */
  keep: 'throughline.keep',
} as const;

export type EventName = (typeof EVENTS)[keyof typeof EVENTS];
