/**
 * Names of the events that the browser SDK sends as log records (OTLP field `eventName`). `exception` and
 * `session.start` are OpenTelemetry's own; `browser.*` follows its browser conventions, which are in development.
 */
export const EVENTS = {
  sessionStart: 'session.start',
  click: 'browser.user_action.click',
  /** Three clicks within a second and 30 pixels, told once a burst; attributes as those of a click. */
  rageClick: 'throughline.rage_click',
  /** A click on what looks as if it did something, and that led to nothing. */
  deadClick: 'throughline.dead_click',
  /** A click that an exception or a failed request came of. */
  errorClick: 'throughline.error_click',
  /** A person began to type into a field, or changed it (`throughline.input.phase`); not to what. */
  input: 'throughline.input',
  submit: 'throughline.form.submit',
  /**
   * A form that was left after a field was changed, without being submitted: with the page, or as the form went or the path changed;
   * attributes are of the last such field.
   */
  abandonment: 'throughline.form.abandonment',
  /** A dialog was opened, closed or answered, but not with what; attributes `throughline.dialog.*`. */
  dialog: 'throughline.dialog',
  /** Something was copied, cut or pasted; attribute `throughline.clipboard.action`. */
  clipboard: 'throughline.clipboard',
  /** A person has seen another quarter of the page. */
  scrollDepth: 'throughline.scroll_depth',
  /** The page was hidden or shown. */
  visibility: 'throughline.visibility',
  /** A picture, script or style sheet that could not be loaded. */
  resourceError: 'throughline.resource_error',
  cspViolation: 'throughline.csp_violation',
  /** A time in which the page could not react. */
  longTask: 'throughline.long_task',
  /** Attributes beside those of its own: of the element that made it what it is. */
  webVital: 'browser.web_vital',
  /** What the page runs on; again, once a minute at most, when that has changed. */
  device: 'throughline.device',
  /** The application's store changed; attribute `throughline.state.action`. */
  state: 'throughline.state',
  /** A feature flag was evaluated; attributes as OpenTelemetry's `feature_flag.*`. */
  featureFlag: 'feature_flag.evaluation',
  /** More changed in the page than is recorded one by one; attribute `throughline.mutation.count`. */
  mutationStorm: 'throughline.mutation_storm',
  navigation: 'browser.navigation',
  console: 'browser.console',
  exception: 'exception',
  /** The application said who the person is; its `user.*` attributes stand for the session from then on. */
  identify: 'throughline.identify',
  /** The application marked the session with a word; attribute `throughline.tag`. */
  tag: 'throughline.tag',
  /** The application said which of its routes the page stands at; attribute `url.template`. */
  route: 'throughline.route',
  /** The application or the person wrote a note at this moment; the text is the body, `throughline.area.*` what it is about. */
  note: 'throughline.note',
  /** The application asks that the session be kept; attribute `throughline.keep.reason`. */
  keep: 'throughline.keep',
  /** A service handled a request during an incident; attributes as those of its span, and `throughline.keep.reason`. */
  incidentDebug: 'incident_mode_debug',
  /** A message of a WebSocket or EventSource connection; the text is the body. */
  connectionMessage: 'throughline.connection.message',
  /** How much has come and gone over a connection that is still open. */
  connectionTraffic: 'throughline.connection.traffic',
  /** A connection was closed; the reason, if one was given, is the body. */
  connectionClose: 'throughline.connection.close',
} as const;

export type EventName = (typeof EVENTS)[keyof typeof EVENTS];
