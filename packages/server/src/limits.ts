/**
 * Every bound of this server against what comes from outside, by what it bounds, with its unit in its name and its reason
 * beside it. Those that both ends of the wire must agree on, such as the size of a segment, are in `@throughline/format`.
 */
const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/** Bodies, and who may send how many. */
export const INGEST_LIMITS = {
  /** An OTLP body as sent. SDKs send 512 spans by default, about 100 KiB; collectors up to a few MiB. */
  otlpCompressedBytes: 16 * MEBIBYTE,
  /** An OTLP body inflated: one insert holds it in memory whole. */
  otlpInflatedBytes: 64 * MEBIBYTE,
  /**
   * How many times its size a compressed body may inflate to. Telemetry reaches 10 to 50 times; gzip's most is about
   * 1000, which only a bomb has.
   */
  inflationRatio: 250,
  /** Inflated bytes that need no regard to the ratio: a small body of repetitions is no bomb. */
  inflationFreeBytes: 1 * MEBIBYTE,
  /** Spans or log records of one request; more are rejected by partial success. Collectors batch 8,192 by default. */
  recordsARequest: 50_000,
  /** What a project may send in the long run, bytes as sent a second: a machine's disk is full long before it is reached. */
  projectBytesASecond: 32 * MEBIBYTE,
  /** What a project may send at once after a pause, bytes as sent: collectors empty their queues after an outage. */
  projectBurstBytes: 512 * MEBIBYTE,
  /** Requests of a project a second, in the long run and at once: each costs parsing and a share of a sync. */
  projectRequestsASecond: 2_000,
  projectBurstRequests: 20_000,
  /**
   * Segments of one session: three tabs for two days at a segment every ten seconds. A page that sends more has gone wild, or
   * is none.
   */
  sessionSegments: 50_000,
  /** What they may hold, bytes as they are kept: an hour of a busy page has about 50 MiB. */
  sessionBytes: 2048 * MEBIBYTE,
  /** Sessions whose segments are counted, those that sent last; at about 150 bytes each, 8 MiB. */
  sessionsCounted: 50_000,
  /** Bytes of bodies, as sent and inflated, that all requests under way hold at a time: more than three of the largest. */
  bytesInFlight: 256 * MEBIBYTE,
  /** Bodies inflated at a time: as many as Node.js has threads for it. */
  inflatesAtOnce: 4,
  /** Depth of nested Protobuf messages that the check before the ack walks: OTLP's own need four. */
  protobufDepth: 8,
  /** Levels of a JSON body. OTLP needs about 12 and a recorded DOM one or two hundred; the engine's parser ends at 1024. */
  jsonDepth: 1000,
  /** What a 503 asks the client to wait, seconds. */
  retryAfterSeconds: 5,
} as const;

/**
 * How many accepted bodies are remembered, and for how long, so that one sent again because its answer was lost counts once.
 * At about 150 bytes each, 60 MiB.
 */
export const REPEAT_LIMITS = {
  /** A browser keeps what it could not send, also while the laptop sleeps. */
  segments: { bodies: 100_000, milliseconds: 24 * 60 * 60_000 },
  /**
   * SDKs give up after a minute, a collector by default after five; an hour leaves room for those told to be patient. The
   * number is five minutes at a thousand requests a second.
   */
  otlp: { bodies: 300_000, milliseconds: 60 * 60_000 },
} as const;

/** HTTP connections. */
export const HTTP_LIMITS = {
  /** Connections at a time; further ones are closed at once. Each page being recorded keeps one; an idle one costs 20 KiB. */
  connections: 10_000,
  /** Longest time a client may take to send its headers, milliseconds: one that trickles them holds a connection (slowloris). */
  headersMs: 10_000,
  /** Longest time a client may take to send its headers and body, milliseconds: 8 MiB by a slow line of 1 Mbit/s. */
  requestMs: 60_000,
  /** How long a connection may stay open without a request, milliseconds: longer than between two segments of a page. */
  keepAliveMs: 30_000,
  /** How often these times are looked at, milliseconds. */
  checkEveryMs: 2_000,
  /** All headers of a request; Node.js's own default. */
  headerBytes: 16 * KIBIBYTE,
} as const;

/** The end of a server that is told to stop. */
export const CLOSE_LIMITS = {
  /** How long HTTP requests under way may take, milliseconds: a slow client must not keep it. */
  httpMs: 10_000,
} as const;

/** gRPC connections. */
export const GRPC_LIMITS = {
  /** One message, inflated: memory that one call may hold. gRPC's default of 4 MiB refuses what collectors batch. */
  messageBytes: INGEST_LIMITS.otlpCompressedBytes,
  /** Calls at once on one connection: an exporter has one or two, a busy collector about ten. */
  callsAConnection: 32,
  /** Connections at a time; further ones are closed at once. Each exporter keeps one. */
  connections: 1_000,
  /** Longest time a client may take to begin, milliseconds. */
  prefaceMs: 10_000,
  /** Messages received at a time; each may be as large as any until it is there: 256 MiB. Most take milliseconds. */
  callsReceiving: 16,
  /** Calls that wait for their turn; further ones are answered UNAVAILABLE. Of each 64 KiB have come (HTTP/2's window). */
  callsWaiting: 512,
  /** Longest time a client may take to send its message, milliseconds, once it is its turn. */
  messageMs: 30_000,
  /** A connection without calls for so long is closed, milliseconds; exporters open the next one by themselves. */
  idleMs: 10 * 60_000,
} as const;

/** What is acknowledged and not yet in the tables. */
export const SPOOL_LIMITS = {
  /** How long the first waiting body waits for company before the file is synced. A sync costs about as much. */
  groupCommitMs: 3,
  /**
   * A file is sealed at this age, so that data is queryable within about a second and a half; later while another one is being
   * inserted.
   */
  sealAfterMs: 1000,
  /** Or at this size: what the engine inserts in one statement, and so holds in memory, stays bounded. */
  sealAtBytes: 32 * MEBIBYTE,
  /** Bytes on disk not yet inserted. Beyond it ingest answers 503: about an hour of a busy small team. */
  totalBytes: 2048 * MEBIBYTE,
} as const;

/**
 * What one record may hold in the tables. What is longer is cut and marked, what is more is left out and counted in the
 * record's own dropped counts; a record is never rejected for it.
 */
export const RECORD_LIMITS = {
  /** Attributes of a span, log record, event, link, scope or resource. SDKs stop at 128; collectors add a few. */
  attributes: 1024,
  /** Events of a span, and links of a span, by the same rule. */
  events: 1024,
  links: 1024,
  /** One attribute's value, bytes. A long stack trace has about 20 KiB, a generated SQL statement seldom more. */
  valueBytes: 64 * KIBIBYTE,
  /** One attribute's name, bytes. Names are kept in dictionaries, which are meant for short ones. */
  nameBytes: 1 * KIBIBYTE,
  /** The body of a log record, bytes. */
  bodyBytes: 1 * MEBIBYTE,
} as const;

/** What one answer of the API holds, and what it may cost. */
export const QUERY_LIMITS = {
  /** Queries that wait for a reader; further ones are answered 503. At 10 ms a query, a second's worth for four readers. */
  queriesWaiting: 400,
  /** What that 503 asks the client to wait, seconds. */
  retryAfterSeconds: 1,
  /** Spans of one trace: four times what Jaeger's UI recommends; beyond it the answer says it is truncated. */
  spansATrace: 20_000,
  /** Logs of one trace. */
  logsATrace: 20_000,
  /** Segments listed of one session: a day of one tab at a segment every five seconds. */
  segmentsASession: 20_000,
  /** How far back records are searched if a question names no beginning, days. */
  searchedDays: 30,
  /** How much later than what knows its session the rest of a trace may arrive to be found by search, milliseconds. */
  lateArrivalMs: 60 * 60_000,
  /** Traces of one session that its timeline knows: a request a second for half a day. */
  tracesASession: 50_000,
  /** Spans read to correct the clocks of one timeline page. */
  spansToCorrect: 50_000,
} as const;

/** Deleting sessions everywhere. */
export const ERASURE_LIMITS = {
  /**
   * How long an erased session is known again, days. As long as records are kept by default: a server that was away comes back
   * with an old spool, and what would be in it has expired when this is forgotten.
   */
  sessionDays: 30,
  /** How long its traces are, days. Exporters and collectors hold spans for minutes; a server's spool waits for its restart. */
  traceDays: 1,
  /** Traces remembered of one erasure: at 150 bytes each, 3 MB. */
  rememberedTraces: 20_000,
  /** When it is first looked for, milliseconds: exporters send every few seconds, and other servers have learnt of it by then. */
  lateFirstMs: 60_000,
  /** How often what came late for erased sessions is looked for and deleted, milliseconds: it reads a day's trace ids. */
  lateEveryMs: 60 * 60_000,
  /** How often a server learns what others erased, milliseconds. */
  refreshMs: 5_000,
  /** How long an erasure waits until what is in the spool is stored, milliseconds: a full spool takes a minute or two. */
  spoolMs: 4 * 60_000,
  /** How long it waits for the engine to rewrite its parts, milliseconds. */
  rewriteMs: 60 * 60_000,
  /** How long for the old parts to leave the disk, milliseconds: some ten seconds, unless long queries read them. */
  oldPartsMs: 2 * 60_000,
  /** Sessions deleted by one statement, and traces: their ids go in an URL, which ClickHouse takes up to 1 MiB. */
  sessionsAStatement: 500,
  tracesAStatement: 2_000,
  hashesAStatement: 2_000,
  /** Statements that rewrite parts, under way at once: the engine takes the rewriting of a part for all of them together. */
  rewritesAtOnce: 100,
  /** How long one question may take that looks through a day's records for a user, seconds: below the time of a request. */
  searchSeconds: 50,
  /** A user's id. The semantic conventions set no bound; an e-mail address has 254 characters at most. */
  userIdCharacters: 1_000,
} as const;
