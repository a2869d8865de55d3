/**
 * Attribute names of spans, logs and resources. They are those of the OpenTelemetry semantic conventions
 * (https://opentelemetry.io/docs/specs/semconv/) wherever these have one; the rest begin with `throughline.`.
 */
export const ATTRIBUTES = {
  // Semantic conventions.
  sessionId: 'session.id',
  userId: 'user.id',
  userName: 'user.name',
  userEmail: 'user.email',
  serviceName: 'service.name',
  serviceVersion: 'service.version',
  /** `webjs` tells a browser's telemetry from a back end's. */
  telemetrySdkLanguage: 'telemetry.sdk.language',
  telemetrySdkName: 'telemetry.sdk.name',
  telemetrySdkVersion: 'telemetry.sdk.version',
  userAgent: 'user_agent.original',
  urlFull: 'url.full',
  urlPath: 'url.path',
  httpMethod: 'http.request.method',
  httpStatus: 'http.response.status_code',
  httpRoute: 'http.route',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  errorType: 'error.type',
  exceptionType: 'exception.type',
  exceptionMessage: 'exception.message',
  exceptionStacktrace: 'exception.stacktrace',
  dbSystem: 'db.system.name',
  dbQueryText: 'db.query.text',
  /** The name `db.query.text` had before semantic conventions 1.26; many SDKs still send it. */
  dbStatement: 'db.statement',
  /** The name `db.system.name` had before semantic conventions 1.30. */
  dbSystemOld: 'db.system',
  messagingSystem: 'messaging.system',
  messagingOperation: 'messaging.operation.name',
  messagingDestination: 'messaging.destination.name',
  messagingMessageId: 'messaging.message.id',

  // Our own: what the conventions lack.
  /** The tab within the session: one page lifetime container, a UUID. */
  tabId: 'throughline.tab.id',
  /** A readable name of the element acted on, e.g. `button "Pay"`. */
  elementName: 'throughline.element.name',
  /** A CSS selector of the element acted on. */
  elementSelector: 'throughline.element.selector',
  /** The rrweb node id of the element acted on, valid within one page load of the tab: ids begin anew with the next. */
  elementNodeId: 'throughline.element.node_id',
  /** Where the pointer was, CSS pixels from the left and top edge of the viewport. */
  pointerX: 'throughline.pointer.x',
  pointerY: 'throughline.pointer.y',
  /** How a navigation came about: `load`, `push`, `replace`, `pop` or `hash`. */
  navigationType: 'throughline.navigation.type',
  /** Where an exception came from: `error`, `unhandledrejection` or `captured`. */
  exceptionSource: 'throughline.exception.source',
  /** The page's title, masked as the page's text is. */
  pageTitle: 'throughline.page.title',
  /** A word that the application marked the session with. */
  tag: 'throughline.tag',
  /** Why the application asks that the session be kept. */
  keepReason: 'throughline.keep.reason',
  /** How a request was made: `fetch` or `xhr`. */
  requestInitiator: 'throughline.request.initiator',
} as const;
