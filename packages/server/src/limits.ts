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
  /** Of a run of segments the answer ends after so much, as stored: a second on a slow line when compressed. */
  segmentRunBytes: 4 * 1024 * 1024,
  /** How far back records are searched if a question names no beginning, days. */
  searchedDays: 30,
  /** How much later than what knows its session the rest of a trace may arrive to be found by search, milliseconds. */
  lateArrivalMs: 60 * 60_000,
  /** Traces of one session that its timeline knows: a request a second for half a day. */
  tracesASession: 50_000,
  /** Sessions of a time range that the counts beside the list are of; of more, the newest. */
  facetSessions: 10_000,
  /** Values of each of these counts: what fits on a screen beside each other. */
  facetValues: 10,
  /** Sessions whose activity is told at once: a page of the list. */
  activitySessions: 100,
  /** Sessions in one CSV file: some hundred pages of the list, 3 MB. */
  csvSessions: 10_000,
  /** Spans read to correct the clocks of one timeline page. */
  spansToCorrect: 50_000,
  /** Spans that the map of a project is worked out of, so many that a hundredth of the calls still tells; of more a share. */
  spansAMap: 300_000,
  /** Services, databases, queues and hosts on it, and connections between them: what a table still shows. */
  nodesAMap: 200,
  edgesAMap: 1_000,
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

/** What recordings share and is stored once: style sheets, pictures. */
export const ASSET_LIMITS = {
  /** One as sent, gzipped: style sheets become a sixth, pictures hardly less. */
  compressedBytes: 2 * MEBIBYTE,
  /** All of one project, gzipped: some thousand releases of a large style sheet. */
  bytesAProject: 512 * MEBIBYTE,
  /** A page that makes up a style sheet each time must not fill the table. */
  assetsAProject: 20_000,
  /** Hashes remembered to be here, about 200 bytes each. */
  remembered: 20_000,
  /**
   * Days that one stays beyond the replays of its project, from when it was last asked for: the browser may keep the answer for
   * a day, and a segment for another; replays go at the end of a day, and the engine takes its time.
   */
  longerDays: 4,
} as const;

/** Incident mode, and what it is told. */
export const INCIDENT_LIMITS = {
  /** Under way at once in a project: SDKs compare each request with all of them. */
  active: 20,
  /** Told of by the list. */
  listed: 200,
  /** A pattern or name of the scope, a ticket's key or URL, a reason: a sentence or two. */
  textCharacters: 500,
} as const;

/** Telling a ticket of its incident. */
export const TICKET_LIMITS = {
  /** How often what is due is looked for, milliseconds. */
  everyMs: 5_000,
  /** How long after its end the last sessions of an incident arrive, milliseconds: pages and exporters send every few seconds. */
  graceMs: 60_000,
  /** How long after its beginning an incident is posted about at most, milliseconds: a tracker that is away for longer is told nothing. */
  lateMs: 2 * 24 * 60 * 60_000,
  /** Posts of one look; further ones have their turn at the next. */
  postsAtOnce: 20,
  /** How long one request may take, milliseconds. */
  requestMs: 10_000,
  /** How long one server has to itself for a post, milliseconds: three requests and some questions to the store take less. */
  leaseMs: 2 * 60_000,
  /** Attempts at each post: with the waits below about two hours at most. */
  attempts: 12,
  /** The longest wait after the first failure, milliseconds; doubled after each further one, up to `backoffMostMs`. */
  backoffMs: 5_000,
  backoffMostMs: 30 * 60_000,
  /** The longest `Retry-After` that is obeyed, milliseconds. */
  retryAfterMostMs: 24 * 60 * 60_000,
  /** Read of an answer: a ticket's last hundred comments, of 32,767 characters at most each, in bytes. */
  answerBytes: 8 * MEBIBYTE,
  /** Sessions of an incident that are looked at for the list, and that stand in the comment. */
  sessionsRanked: 200,
  sessionsListed: 20,
  /** Of each recorded or given text in a comment: all of it stays below the 32,767 that Jira takes. */
  textCharacters: 200,
  /** Of what is told of a failure. */
  errorCharacters: 300,
} as const;

/** Where tickets are filed, and what is filed there. */
export const INTEGRATION_LIMITS = {
  /** In a project: beyond it nobody finds one in the menu. */
  aProject: 50,
  nameCharacters: 100,
  /** An address, an id, the name of a field. */
  textCharacters: 500,
  /** A token, a key, the address of a webhook. */
  secretCharacters: 4_000,
  /** Further fields of a Jira issue, and labels of an issue. */
  fields: 20,
  labels: 20,
  /** A ticket's title: Jira takes 255. */
  titleCharacters: 250,
  /** Its description: Jira takes 32,767 characters; markup of its own needs some of them. */
  descriptionCharacters: 20_000,
  /** Each recorded text in it. */
  valueCharacters: 500,
  /** A template, and one of a field. */
  templateCharacters: 10_000,
  /** Read of an answer: an issue, or the list of a Jira's fields. */
  answerBytes: 4 * MEBIBYTE,
  /** Tickets of a session or incident that are told of. */
  ticketsListed: 100,
  /** Lines of a summary, errors and trace ids in a ticket: what one still reads. */
  stepsTold: 40,
  errorsTold: 20,
} as const;

/** What a support summary is made of. */
export const SUPPORT_LIMITS = {
  /** Events and requests of the session that are read, the first ones: an hour of a busy page. */
  events: 5_000,
  requests: 5_000,
} as const;

/** Alert rules, and what they send. Waits after failures are those of `TICKET_LIMITS`. */
export const ALERT_LIMITS = {
  /** How often what is due is looked for, milliseconds. */
  everyMs: 2_500,
  /** How often one rule is looked at, milliseconds: a rule costs a few questions to the store. */
  lookEveryMs: 10_000,
  /** How far each look reaches back before the last one, milliseconds: pages that were off-line send late. */
  overlapMs: 10 * 60_000,
  /** How far it reaches back at most after an outage, milliseconds: what is older is no news. */
  lateMs: 24 * 60 * 60_000,
  /** How far ahead of the server's clock a record's may be and still count, milliseconds. */
  aheadMs: 60_000,
  /** How long one look may ask the store, milliseconds. */
  lookMs: 30_000,
  /** How long one server has to itself for a look, or for a message, milliseconds: either takes less. */
  leaseMs: 2 * 60_000,
  /** Rules and messages that one turn looks at and sends; further ones have their turn at the next. */
  looksAtOnce: 50,
  messagesAtOnce: 50,
  /** How long one message may take, milliseconds. */
  sendMs: 10_000,
  /** In a project: beyond it nobody knows who is told what. */
  rulesAProject: 100,
  destinationsAProject: 50,
  destinationsARule: 10,
  /** Addresses of one destination: more are a mailing list. */
  addresses: 20,
  addressCharacters: 254,
  nameCharacters: 100,
  urlCharacters: 2_000,
  /** What a rule may count, and within how many minutes. */
  moreThan: 1_000_000,
  minutes: 24 * 60,
  /** How soon the same issue may be told again, and how late, minutes. */
  againAfterLeastMinutes: 5,
  againAfterMostMinutes: 7 * 24 * 60,
  /** For how long a rule may be muted, milliseconds. */
  mutedMs: 366 * 24 * 60 * 60_000,
  /** Sessions that one look finds: of more within the overlap the newest are told. */
  sessionsALook: 200,
  /** Issues and sessions that one message lists: Slack takes 50 blocks, and each needs two. */
  itemsAMessage: 20,
  /** Of each recorded text in a message. */
  textCharacters: 200,
  /** Of what is told of a failure. */
  errorCharacters: 300,
  /** How long it is known what was told and sent, milliseconds: longer than anything is waited with. */
  rememberedMs: 30 * 24 * 60 * 60_000,
  /** Messages that the page lists. */
  deliveriesListed: 100,
} as const;

/** Searches that a team keeps under names. */
export const VIEW_LIMITS = {
  /** In a project: beyond it nobody finds one in the menu. */
  aProject: 200,
  nameCharacters: 100,
  columns: 20,
  columnCharacters: 50,
} as const;

/** Notes, clips and collections; what is in a note is bounded by `NOTE_LIMITS` of the format. */
export const ANNOTATION_LIMITS = {
  /** Notes of a session, replies among them: a list that a person can still read. */
  notesASession: 1_000,
  /** How long a deleted note can be taken back, minutes: until the page that shows it is left. */
  restoreMinutes: 60,
  clipsASession: 200,
  /** Told at once of a project, the newest. */
  clipsListed: 1_000,
  notesListed: 1_000,
  collectionsAProject: 200,
  clipsACollection: 200,
  /** A title, and the name of a collection. */
  titleCharacters: 200,
  descriptionCharacters: 2_000,
  /** The name of a person. */
  nameCharacters: 200,
  /** Sessions looked up by one statement when those are sought that are gone: their ids go in an URL. */
  sessionsAStatement: 500,
} as const;

/** Source maps, and stacks that are read by them. */
export const SOURCE_MAP_LIMITS = {
  /** One as sent, gzipped: that of a megabyte of minified script has about one. */
  compressedBytes: 16 * MEBIBYTE,
  /** One inflated: it is read whole. The largest of bundles that browsers still load have some 40 MiB. */
  inflatedBytes: 64 * MEBIBYTE,
  /** Places that it tells of: each takes some 80 bytes when it is read; a megabyte of minified script has 200,000. */
  mappings: 3_000_000,
  /** Values of its JSON: its names and sources, and what bundlers add. */
  jsonValues: 2_000_000,
  /** Its sources, and its names. */
  sources: 50_000,
  names: 1_000_000,
  /** The path of a source, and a name: what is longer was not written by a person. */
  nameCharacters: 2_000,
  /** All of one project: some hundred releases. */
  mapsAProject: 20_000,
  bytesAProject: 2048 * MEBIBYTE,
  /** The name of a release, and the address of a script. */
  releaseCharacters: 200,
  urlCharacters: 2_000,
  /** Positions asked for at once: a stack with all its causes has fewer. */
  positions: 200,
  /** Read source maps that are kept for the next question, and the longest of them together, characters of JSON. */
  keptMaps: 8,
  keptCharacters: 128 * MEBIBYTE,
  /** Memory of the thread that reads them, MiB: the largest one takes half of it. Beyond it the thread ends, and nothing else. */
  threadMebibytes: 1024,
  /** How long one question may take in that thread, milliseconds: the largest source map takes two seconds. */
  questionMs: 20_000,
  /** Questions that wait for it. */
  questionsWaiting: 100,
  /** How long the thread waits for the next question before it ends, milliseconds. */
  idleMs: 60_000,
  /** Lines told before and behind the one of a position, and characters of each. */
  contextLines: 5,
  contextCharacters: 300,
} as const;

/** What a project may say of recording. */
export const SETTINGS_LIMITS = {
  /** Rules of sampling: an SDK walks through them at every page. */
  rules: 50,
  /** CSS selectors of each kind: an SDK matches every element with them. */
  selectors: 100,
  textCharacters: 500,
  /** Beyond it a floor is no floor but the rate. */
  floorPerHour: 10_000,
  /** Below it a service's exporter may not have sent yet; above it the rate saves nothing. */
  holdMinutesLeast: 5,
  holdMinutesMost: 240,
} as const;

/** Answering SDKs that ask how to record. */
export const CONFIG_LIMITS = {
  /** How long what the database says is believed, milliseconds: every SDK of a project asks every few seconds. */
  rememberMs: 1_000,
  /** How long sessions that are asked for are collected before one question about all of them, milliseconds. */
  collectMs: 500,
  /** Sessions in one such question; more have to ask again. */
  sessionsAQuestion: 1_000,
  /** Sessions of the last hour that were promised to be kept by the floor. */
  promised: 20_000,
} as const;

/** Deleting sessions that are not sampled. */
export const EXPIRY_LIMITS = {
  /** How often, milliseconds: each time rewrites the parts of the tables that hold some of them. */
  everyMs: 5 * 60_000,
  /** Sessions looked at, and deleted, at a time; what is left has its turn the next time. */
  candidates: 20_000,
  sessions: 5_000,
} as const;

/** People and how they log in. */
export const ACCOUNT_LIMITS = {
  /** Accounts, and open invitations: more are no team on one server. */
  users: 10_000,
  nameCharacters: 100,
  /** The longest that SMTP allows (RFC 5321). */
  emailCharacters: 254,
  /** NIST SP 800-63B asks for 8 at least; these are looked at only at the door. */
  passwordCharactersLeast: 10,
  /** Longer ones make the server work for strangers. */
  passwordCharactersMost: 200,
  /** How long a browser stays logged in, milliseconds: two weeks. */
  loginMs: 14 * 24 * 60 * 60_000,
  /** How long an invitation can be accepted, milliseconds: a week. */
  invitationMs: 7 * 24 * 60 * 60_000,
  /** Log-ins that may fail for one e-mail address, and from one network address, in the window. */
  failuresAnEmail: 10,
  failuresAnAddress: 100,
  failureWindowMs: 15 * 60_000,
  /** How long a log-in by a provider may take, milliseconds. */
  singleSignOnMs: 10 * 60_000,
  /** How long the provider may take to answer, milliseconds. */
  providerMs: 10_000,
} as const;

/** Who did what. */
export const AUDIT_LIMITS = {
  textCharacters: 300,
  /** Entries of an answer. */
  listed: 200,
  /** How far back it goes, milliseconds: a year. */
  keptMs: 365 * 24 * 60 * 60_000,
  /** Somebody who watches a session again within so long, milliseconds, is noted once. */
  watchedOnceMs: 10 * 60_000,
  /** Of how many watchers of sessions that is known. */
  watchersRemembered: 10_000,
} as const;

/** Projects. */
export const PROJECT_LIMITS = {
  projects: 200,
  nameCharacters: 100,
} as const;

/** Links by which sessions are shown to those without an account. */
export const SHARE_LIMITS = {
  /** Links of a session that work at a time. */
  aSession: 100,
} as const;

/** Issues and releases: what one answer holds, and what it may cost. */
export const ISSUE_LIMITS = {
  /** Issues in one answer, and how many there are if nobody says: some screens. */
  listed: 500,
  listedUsually: 100,
  /** How far back is looked if a question names no beginning, days. */
  usualDays: 14,
  /** Issues that were resolved or ignored, the latest first; their fingerprints go with a statement, 20 bytes each. */
  closed: 10_000,
  /** Of those with the most events, whose users are counted where the list is in their order. */
  countedByUsers: 1_000,
  /** Stretches of a trend: what a small picture shows. */
  trendSteps: 48,
  /** Sessions of an issue that are told of. */
  occurrences: 50,
  /** Releases of one issue, and of its services. */
  releases: 100,
  /** Releases of a project that are compared with each other, and that their page has. */
  releasesAProject: 10_000,
  releasesListed: 200,
  /** Weeks whose medians are told at once: two years. */
  weeks: 104,
  /** A name of a service or release, and a text searched for. */
  textCharacters: 200,
} as const;

/** Backups and what is restored of them. */
export const BACKUP_LIMITS = {
  /**
   * A piece of a table, uncompressed bytes: what the engine, the disk beside the data and the server hold of a backup at a time. Smaller
   * ones cost more statements, each a tenth of a second.
   */
  pieceBytes: 64 * MEBIBYTE,
  /** Parts of a table in one piece: their names stand in the statement. */
  partsAPiece: 50,
  /** Control data read and written by one statement, in characters of JSON and rows; a single row may be longer. */
  batchBytes: 4 * MEBIBYTE,
  rowsABatch: 500,
  /** What tells of an archive: its head, and the hashes of its files; a line each for some hundred thousand of them. */
  headBytes: 1 * MEBIBYTE,
  sumsBytes: 64 * MEBIBYTE,
  /** How long one may take, milliseconds: until then what merges replace stays on the disk. */
  longestMs: 24 * 60 * 60_000,
  /** How often progress is told, milliseconds. */
  progressMs: 2_000,
} as const;

/** A session as one file. */
export const EXPORT_LIMITS = {
  /** All records of one file as JSON, bytes: they are held in memory until it is known that they fit. */
  recordBytes: 64 * MEBIBYTE,
  /** The recording of one file as it is stored, bytes; it is sent as it is read. */
  recordingBytes: 512 * MEBIBYTE,
  /** That of a file that plays by itself: a browser reads the whole page before it shows any of it. */
  playedRecordingBytes: 128 * MEBIBYTE,
  /** Texts that a recording may refer to in a file: a page has some dozens of style sheets and pictures. */
  assets: 2_000,
  /** All of them, gzipped, bytes. */
  assetBytes: 64 * MEBIBYTE,
  /** One of them, characters. */
  assetCharacters: 32 * MEBIBYTE,
} as const;
