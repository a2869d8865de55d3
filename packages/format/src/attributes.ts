/**
 * Attribute names of spans, logs and resources. They are those of the OpenTelemetry semantic conventions
 * (https://opentelemetry.io/docs/specs/semconv/) wherever these have one; the rest begin with `throughline.`. Those of headers
 * and bodies are in `redaction/payloadAttributeNames.ts`.
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
  /** The route of the page, its parameters by name: `/orders/:id`. */
  urlTemplate: 'url.template',
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
  /** Bytes of the body as it was sent; what the caller cannot know is missing. */
  httpRequestBodySize: 'http.request.body.size',
  httpResponseBodySize: 'http.response.body.size',
  /** Bytes that came over the network, headers included; 0 if the browser had it in its cache. */
  httpResponseSize: 'http.response.size',
  networkProtocolVersion: 'network.protocol.version',
  /** `transmit` or `receive`. */
  networkIoDirection: 'network.io.direction',
  graphqlOperationName: 'graphql.operation.name',
  graphqlOperationType: 'graphql.operation.type',

  codeFilePath: 'code.file.path',
  codeFunctionName: 'code.function.name',
  codeLineNumber: 'code.line.number',
  featureFlagKey: 'feature_flag.key',
  featureFlagValue: 'feature_flag.result.value',
  featureFlagVariant: 'feature_flag.result.variant',
  /** `cls`, `fcp`, `inp`, `lcp` or `ttfb`. */
  webVitalName: 'browser.web_vital.name',
  webVitalValue: 'browser.web_vital.value',
  webVitalDelta: 'browser.web_vital.delta',
  webVitalId: 'browser.web_vital.id',
  webVitalRating: 'browser.web_vital.rating',

  // Our own: what the conventions lack.
  cspDirective: 'throughline.csp.directive',
  /** `enforce` or `report`. */
  cspDisposition: 'throughline.csp.disposition',
  /** What was called to write to the console, where that is no level: `table`, `group`, `trace`, `assert`, `count`, `timeEnd`, … */
  consoleMethod: 'throughline.console.method',
  /** `first`: a person began to type into a field; `last`: it was left, or chosen from. */
  inputPhase: 'throughline.input.phase',
  /** `dialog`, an element of the page, or the browser's own: `alert`, `confirm` or `prompt`. */
  dialogKind: 'throughline.dialog.kind',
  /** `open` or `close`; of the browser's own `accept` or `dismiss`. */
  dialogAction: 'throughline.dialog.action',
  /** How long the browser's own held the page up, milliseconds. */
  dialogDuration: 'throughline.dialog.duration',
  /** `copy`, `cut` or `paste`. */
  clipboardAction: 'throughline.clipboard.action',
  /** Per cent of the page's height that a person has seen: 25, 50, 75 or 100. */
  scrollDepth: 'throughline.scroll.depth',
  visibilityState: 'throughline.visibility.state',
  /** Milliseconds. */
  longTaskDuration: 'throughline.long_task.duration',
  longTaskBlocking: 'throughline.long_task.blocking_duration',
  /** `throughline.load.<phase>`: milliseconds from the beginning of the page load to the end of a phase. */
  loadPhase: 'throughline.load',
  /** `navigate`, `reload`, `back_forward` or `prerender`. */
  loadType: 'throughline.load.type',
  screenWidth: 'throughline.screen.width',
  screenHeight: 'throughline.screen.height',
  pixelRatio: 'throughline.screen.pixel_ratio',
  /** GiB, as browsers round it. */
  deviceMemory: 'throughline.device.memory',
  processors: 'throughline.device.processors',
  language: 'browser.language',
  connectionType: 'throughline.connection.effective_type',
  /** Milliseconds. */
  connectionRoundTrip: 'throughline.connection.round_trip',
  /** Megabits a second. */
  connectionDownlink: 'throughline.connection.downlink',
  /** MiB that the page's scripts use. */
  usedMemory: 'throughline.memory.used',
  /** Which store, and what happened to it; its state is the body. */
  stateName: 'throughline.state.name',
  stateAction: 'throughline.state.action',
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
  /** How a navigation came about: `load`, `push`, `replace` or `pop`; `hash`: nothing but the hash changed. */
  navigationType: 'throughline.navigation.type',
  /**
   * Where an exception came from: `error`, `unhandledrejection`, `captured`, or `cross-origin`: a script of another origin, of which
   * a browser says no more than that it threw, unless it is loaded with `crossorigin` and its server allows that.
   */
  exceptionSource: 'throughline.exception.source',
  /** Where the component that threw stands in a tree of components, innermost first, a line each. */
  exceptionComponentStack: 'throughline.exception.component_stack',
  /** The part of the page that a note is about, CSS pixels from the left and top edge of the viewport. */
  areaX: 'throughline.area.x',
  areaY: 'throughline.area.y',
  areaWidth: 'throughline.area.width',
  areaHeight: 'throughline.area.height',
  /** How many changes of the page were recorded by a checkpoint alone. */
  mutationCount: 'throughline.mutation.count',
  /** The page's title, masked as the page's text is. */
  pageTitle: 'throughline.page.title',
  /** A word that the application marked the session with. */
  tag: 'throughline.tag',
  /** Why the application asks that the session be kept. */
  keepReason: 'throughline.keep.reason',
  /** The incident that a request fell into: its id. */
  incidentId: 'throughline.incident.id',
  /** How a request was made: `fetch`, `xhr`, `beacon`, `websocket` or `eventsource`. */
  requestInitiator: 'throughline.request.initiator',
  /** Bytes of an answer's body when inflated, if it was compressed. */
  httpResponseDecodedSize: 'throughline.http.response.body.decoded_size',
  /** What a request's time went to, milliseconds, by Resource Timing; what took none is missing. */
  timingDns: 'throughline.timing.dns',
  timingConnect: 'throughline.timing.connect',
  timingTls: 'throughline.timing.tls',
  /** From the request's first byte to the answer's. */
  timingWait: 'throughline.timing.wait',
  /** From the answer's first byte to its last. */
  timingReceive: 'throughline.timing.receive',
  /** Messages of a connection (WebSocket, EventSource) so far, and their size: characters of texts, bytes of others. */
  connectionSentMessages: 'throughline.connection.sent.messages',
  connectionSentSize: 'throughline.connection.sent.size',
  connectionReceivedMessages: 'throughline.connection.received.messages',
  connectionReceivedSize: 'throughline.connection.received.size',
  /** Close code of RFC 6455. */
  connectionCloseCode: 'throughline.connection.close.code',
} as const;
