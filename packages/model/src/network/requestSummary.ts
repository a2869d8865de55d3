import {
  ATTRIBUTES,
  REQUEST_TYPES,
  type RequestAction,
  type RequestSummary,
  type RequestTiming,
  type RequestType,
} from '@throughline/format';

/** What there is to know of a request's span; attributes as text, only those that a line of a list may speak of. */
export interface RequestRecord {
  traceId: string;
  spanId: string;
  /** Empty if it has none. */
  parentSpanId: string;
  tabId: string;
  startTimeUnixNano: string;
  durationNano: string;
  /** Whether its status is `error`, and what that says. */
  isError: boolean;
  message: string;
  attributes: Readonly<Record<string, string>>;
}

/** Attributes that a summary is made of, by their names now and before semantic conventions 1.23. */
export const REQUEST_ATTRIBUTES: readonly string[] = [
  ATTRIBUTES.httpMethod,
  'http.method',
  ATTRIBUTES.urlFull,
  'http.url',
  ATTRIBUTES.httpStatus,
  'http.status_code',
  ATTRIBUTES.errorType,
  ATTRIBUTES.requestInitiator,
  ATTRIBUTES.graphqlOperationName,
  ATTRIBUTES.httpRequestBodySize,
  ATTRIBUTES.httpResponseBodySize,
  ATTRIBUTES.httpResponseSize,
  ATTRIBUTES.httpResponseDecodedSize,
  ATTRIBUTES.networkProtocolVersion,
  ATTRIBUTES.timingDns,
  ATTRIBUTES.timingConnect,
  ATTRIBUTES.timingTls,
  ATTRIBUTES.timingWait,
  ATTRIBUTES.timingReceive,
  ATTRIBUTES.loadType,
  ...['redirectEnd', 'domainLookupEnd', 'connectEnd', 'requestStart', 'responseStart', 'responseEnd'].map(
    (phase) => `${ATTRIBUTES.loadPhase}.${phase}`,
  ),
];

/** A line of the list of requests. `correction` is what its clock was off, nanoseconds. */
export function requestSummary(
  record: RequestRecord,
  correction: bigint,
  action: RequestAction | undefined,
): RequestSummary {
  const { attributes, traceId, spanId, parentSpanId, tabId, durationNano, isError, message } = record;
  const type = requestType(attributes);
  const status = count(attributes[ATTRIBUTES.httpStatus] ?? attributes['http.status_code']);
  const timing = type === 'document' ? loadTiming(attributes) : requestTiming(attributes);
  return {
    traceId,
    spanId,
    parentSpanId,
    tabId,
    type,
    method: attributes[ATTRIBUTES.httpMethod] ?? attributes['http.method'] ?? 'GET',
    url: attributes[ATTRIBUTES.urlFull] ?? attributes['http.url'] ?? '',
    startTimeUnixNano: String(BigInt(record.startTimeUnixNano) + correction),
    durationNano,
    failed: isError || (status ?? 0) >= FIRST_ERROR_STATUS,
    ...present({
      operation: attributes[ATTRIBUTES.graphqlOperationName],
      correctionNano: correction === 0n ? undefined : String(correction),
      status: status || undefined,
      errorType: attributes[ATTRIBUTES.errorType],
      errorMessage: message || undefined,
      requestSize: count(attributes[ATTRIBUTES.httpRequestBodySize]),
      responseSize: count(attributes[ATTRIBUTES.httpResponseBodySize]),
      decodedSize: count(attributes[ATTRIBUTES.httpResponseDecodedSize]),
      transferSize: count(attributes[ATTRIBUTES.httpResponseSize]),
      protocolVersion: attributes[ATTRIBUTES.networkProtocolVersion],
      timing: Object.keys(timing).length > 0 ? timing : undefined,
      action,
    }),
  };
}

/** Client spans of HTTP are errors from here on, by the semantic conventions. */
const FIRST_ERROR_STATUS = 400;

function requestType(attributes: RequestRecord['attributes']): RequestType {
  if (attributes[ATTRIBUTES.loadType] !== undefined) return 'document';
  return REQUEST_TYPES.find((type) => type === attributes[ATTRIBUTES.requestInitiator]) ?? 'other';
}

function requestTiming(attributes: RequestRecord['attributes']): RequestTiming {
  return present({
    dns: milliseconds(attributes[ATTRIBUTES.timingDns]),
    connect: milliseconds(attributes[ATTRIBUTES.timingConnect]),
    tls: milliseconds(attributes[ATTRIBUTES.timingTls]),
    wait: milliseconds(attributes[ATTRIBUTES.timingWait]),
    receive: milliseconds(attributes[ATTRIBUTES.timingReceive]),
  });
}

/** Of a page load the ends of the phases are known, from its beginning. */
function loadTiming(attributes: RequestRecord['attributes']): RequestTiming {
  const end = (phase: string) => milliseconds(attributes[`${ATTRIBUTES.loadPhase}.${phase}`]);
  const between = (from: number | undefined, to: number | undefined) =>
    to !== undefined && to > (from ?? 0) ? Math.round((to - (from ?? 0)) * 10) / 10 : undefined;
  return present({
    dns: between(end('redirectEnd'), end('domainLookupEnd')),
    connect: between(end('domainLookupEnd'), end('connectEnd')),
    wait: between(end('requestStart'), end('responseStart')),
    receive: between(end('responseStart'), end('responseEnd')),
  });
}

/** A whole number, not below zero, or `undefined` for what is none: attributes say what they like. */
function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function milliseconds(text: string | undefined): number | undefined {
  const number = Number(text ?? Number.NaN);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

function present<Fields extends Record<string, unknown>>(fields: Fields): Present<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<Fields>;
}
