/**
 * The data set of the `query` benchmark: everything is computed from the session's number by the engine itself and put
 * into the tables that ingest fills, so the same views, columns and parts come about. Deterministic but for its dates,
 * which end today. Skewed as real traffic is: most sessions are small, one in a hundred is ten times as large, one in a
 * thousand a hundred times, and a single one has 100,000 records; a few routes, tenants and services make up most spans.
 */
const PROJECT = 'default';
const SPANS_A_SESSION = 100;
/** Ten thousand sessions, a million spans. */
export const SESSIONS_A_DAY = 10_000;
/** Inserted at once: about as many spans as a spool file of a busy server holds. */
const SESSIONS_AN_INSERT = 500;
/** Traces of the one session that has 100,000 records: 20 spans each, and their logs. */
const GIANT_TRACES = 4_500;

const DAY_NS = 86_400_000_000_000;

/** Number of the session with 100,000 records: in the middle of the newest day. */
export function giantSession(sessions: number): number {
  return sessions - Math.floor(Math.min(sessions, SESSIONS_A_DAY) / 2);
}

/** Statements that fill the tables with `spans` spans, the newest of them received at `untilMs`. */
export function* insertStatements(spans: number, untilMs: number): Generator<string> {
  const sessions = spans / SPANS_A_SESSION;
  const giant = giantSession(sessions);
  const startNs = BigInt(untilMs) * 1_000_000n - BigInt(Math.round((sessions / SESSIONS_A_DAY) * DAY_NS));
  for (let from = 0; from < sessions; from += SESSIONS_AN_INSERT) {
    const source = sessionsSql({
      from,
      count: Math.min(SESSIONS_AN_INSERT, sessions - from),
      startNs,
      giant,
    });
    yield insert('spans', spansSql(source));
    yield insert('logs', traceLogsSql(source));
    yield insert('logs', browserLogsSql(source));
    yield insert('replay_segments', segmentsSql(source));
  }
}

function insert(table: string, select: string): string {
  const [columns = ''] = select.split('\n  FROM ');
  const names = [...columns.matchAll(/^ {2,4}.* AS (\w+),?$/gm)].map((match) => match[1]);
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${select}`;
}

/** A number below `below` that depends on `key` alone. */
const pick = (key: string, below: number): string => `(cityHash64(${key}) % ${below})`;
/** Likewise, but small numbers come up much more often: the cube of an even distribution. */
const skewed = (key: string, below: number): string =>
  `toUInt32(floor(${below} * pow(${pick(key, 100_000)} / 100000, 3)))`;
const chosen = (list: readonly string[], index: string): string =>
  `[${list.map((one) => `'${one}'`).join(', ')}][1 + ${index}]`;

const SERVICES = [
  'gateway',
  'cart',
  'payment',
  'catalog',
  'inventory',
  'users',
  'fraud',
  'mail',
  'search',
  'tax',
];
/** These pass the session on; the others run plain OpenTelemetry, and are found through the trace. */
const WITH_SESSION = "service IN ('shop', 'gateway', 'cart', 'payment')";
const NOTHING = "toUUID('00000000-0000-0000-0000-000000000000')";

function sessionsSql(options: { from: number; count: number; startNs: bigint; giant: number }): string {
  const { from, count, startNs, giant } = options;
  const gap = Math.floor(DAY_NS / SESSIONS_A_DAY);
  return `SELECT number AS i, reinterpret(sipHash128('session', i), 'UUID') AS session,
    reinterpret(sipHash128('tab', i), 'UUID') AS tab, toUInt64(${startNs} + i * ${gap}) AS began,
    multiIf(i = ${giant}, ${GIANT_TRACES}, i % 1000 = 7, 200, i % 100 = 7, 20, 1 + ${pick("'traces', i", 6)}) AS traces
  FROM numbers(${from}, ${count})`;
}

/** A row a trace. The last one of each session is of no session: a cron job, a health check. Those of a session lie 5 s apart. */
function tracesSql(sessions: string): string {
  return `SELECT *, arrayJoin(range(traces + 1)) AS t, t < traces AS of_session,
    reinterpret(sipHash128('trace', i, t), 'FixedString(16)') AS trace,
    began + t * 5000000000 + ${pick("'trace', i, t", 1_000_000_000)} AS trace_start,
    8 + ${pick("'spans', i, t", 25)} AS spans
  FROM (${sessions})`;
}

/** As ingest stores it: JSON (see `store/tables/resource.ts`). */
const RESOURCE = `concat('{"texts":{"service.name":"', service, '","service.version":"1.4.2","host.name":"node-', toString(${pick('i', 12)}),
    '","telemetry.sdk.language":"', if(service = 'shop', 'webjs', 'nodejs'), '","k8s.pod.name":"', service, '-7d9f-', toString(${pick('i, service', 6)}),
    if(service = 'shop', concat('","throughline.tab.id":"', toString(tab)), ''), '"},"kinds":{},"dropped":0,"schemaUrl":""}')`;
const SCOPE = `'{"texts":{},"kinds":{},"dropped":0,"schemaUrl":"","name":"http","version":"0.2"}'`;

const spansSql = (sessions: string): string => `
  '${PROJECT}' AS project,
  trace AS trace_id,
  CAST(concat(reinterpret(sipHash64('span', i, t, s), 'FixedString(8)'),
    if(s = 0, toFixedString('', 8), reinterpret(sipHash64('span', i, t, intDiv(s - 1, 2)), 'FixedString(8)'))), 'FixedString(16)') AS span_ids,
  if(of_session AND ${WITH_SESSION}, session, ${NOTHING}) AS session_id,
  service_name AS service,
  concat(method, ' ', route) AS name,
  if(service = 'shop', 3, 1 + s % 3) AS kind,
  trace_start + s * 3000000 AS start,
  toInt64(if(${pick("'slow', i, t, s", 5000)} = 0, 5000000000, 200000 + ${skewed("'time', i, t, s", 400_000_000)})) AS duration,
  if(failed, 2, 0) AS status_code,
  if(failed, 'upstream failed', '') AS status_message,
  map('http.request.method', method, 'http.route', route, 'url.full', concat('http://', service, '.internal:8080', route, '?page=', toString(${pick('i, t', 500)})),
    'http.response.status_code', if(failed, '500', '200'), 'network.peer.address', concat('10.0.0.', toString(${pick('i, s', 256)})),
    'tenant', concat('tenant-', toString(tenant)), 'order.id', concat('order-', toString(i), '-', toString(t)), 'server.port', '8080') AS attributes,
  map('http.response.status_code', 3, 'server.port', 3) AS attribute_kinds,
  ${RESOURCE} AS resource,
  ${SCOPE} AS scope,
  fromUnixTimestamp64Nano(toInt64(start) + 1500000000, 'UTC') AS received_at
  FROM (SELECT *, arrayJoin(range(spans)) AS s,
    if(s = 0 AND of_session, 'shop', ${chosen(SERVICES, skewed("'service', i, t, intDiv(s, 2)", SERVICES.length))}) AS service_name, service_name AS service,
    ${chosen(['GET', 'POST'], pick('i, t', 2))} AS method, concat('/api/route-', toString(${skewed("'route', i, t, s", 200)})) AS route,
    ${skewed("'tenant', i", 300)} AS tenant, ${pick("'failed', i, t, s", 500)} = 0 AS failed
  FROM (${tracesSql(sessions)}))`;

/** Two lines of log in each trace, of which one knows its session. */
const traceLogsSql = (sessions: string): string => `
  toUInt32(sipHash64('log', i, t, l)) AS id,
  '${PROJECT}' AS project,
  if(of_session AND ${WITH_SESSION}, session, ${NOTHING}) AS session_id,
  trace AS trace_id,
  reinterpret(sipHash64('span', i, t, l + 1), 'FixedString(8)') AS span_id,
  trace_start + l * 4000000 AS time,
  if(${pick("'log', i, t, l", 100)} = 0, 17, 9) AS severity_number,
  service_name AS service,
  concat('handled order-', toString(i), '-', toString(t), ' for tenant-', toString(${skewed("'tenant', i", 300)}), ' in ', toString(${pick('i, t', 900)}), ' ms') AS body,
  map('thread.name', 'main', 'code.line.number', toString(${pick('t, l', 300)})) AS attributes,
  ${RESOURCE} AS resource,
  ${SCOPE} AS scope,
  fromUnixTimestamp64Nano(toInt64(time) + 1500000000, 'UTC') AS received_at
  FROM (SELECT *, arrayJoin(range(2)) AS l, if(l = 0, 'gateway', ${chosen(SERVICES.slice(4), pick('i, t', 6))}) AS service_name, service_name AS service
  FROM (${tracesSql(sessions)}))`;

/** What a person does: a navigation, then clicks and another page now and then; one session in thirty has an exception. */
const browserLogsSql = (sessions: string): string => `
  toUInt32(sipHash64('log', i, l)) AS id,
  '${PROJECT}' AS project,
  session AS session_id,
  began + l * 3000000000 AS time,
  if(event = 'exception', 17, 9) AS severity_number,
  event AS event_name,
  'shop' AS service,
  if(event = 'exception', map('exception.type', 'TypeError', 'exception.message', 'undefined is not a function'),
    map('url.full', concat('http://shop.test/', ['', 'cart', 'checkout', 'product-', 'account'][1 + page], if(page = 3, toString(${skewed("'product', i, l", 2000)}), '')),
      'user.id', if(known, concat('user-', toString(person)), ''), 'user.name', if(known, concat('Person ', toString(person)), ''),
      'user.email', if(known, concat('person', toString(person), '@example.test'), ''),
      'throughline.element.name', concat('button "', ['Pay', 'Add', 'Next', 'Back'][1 + l % 4], '"'))) AS attributes,
  ${RESOURCE} AS resource,
  ${SCOPE} AS scope,
  fromUnixTimestamp64Nano(toInt64(time) + 1500000000, 'UTC') AS received_at
  FROM (SELECT *, arrayJoin(range(10)) AS l, 'shop' AS service, ${pick("'page', i, l", 5)} AS page, intDiv(i, 3) AS person, i % 3 != 0 AS known,
    multiIf(l % 5 = 0, 'browser.navigation', l = 9 AND i % 30 = 0, 'exception', 'browser.user_action.click') AS event
  FROM (${sessions}))`;

const segmentsSql = (sessions: string): string => `
  '${PROJECT}' AS project,
  session AS session_id,
  tab AS tab_id,
  q AS seq,
  intDiv(began, 1000000) + q * 6000 AS from_ms,
  from_ms + 6000 AS to_ms,
  from_ms + 6100 AS sent_at_ms,
  q = 0 AS checkpoint,
  20 AS events,
  -3.5 AS clock_offset,
  12.0 AS clock_round_trip,
  concat('[', arrayStringConcat(arrayMap(e -> concat('{"type":3,"data":{"source":1,"x":', toString(${pick('i, q, e', 2000)}), '},"timestamp":', toString(from_ms + e), '}'), range(20)), ','), ']') AS data,
  fromUnixTimestamp64Milli(toInt64(to_ms + 1500), 'UTC') AS received_at
  FROM (SELECT *, arrayJoin(range(5)) AS q FROM (${sessions}))`;
