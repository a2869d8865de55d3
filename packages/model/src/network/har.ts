import {
  type Attributes,
  anyValueText,
  fromAnyValue,
  type PayloadSubject,
  payloadAttributeNames,
  type RequestSummary,
  type RequestTiming,
} from '@throughline/format';
import { fieldsOf, queryOf } from './address.ts';
import { failureOf } from './failure.ts';

/**
 * HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/: requests as browsers' developer tools export them. Names that begin
 * with `_` are our own, as the specification allows. Sizes that are not known are -1. Cookies are not recorded.
 */
export interface Har {
  log: {
    version: '1.2';
    creator: { name: string; version: string };
    browser?: { name: string; version: string };
    entries: HarEntry[];
    comment: string;
  };
}

export interface HarField {
  name: string;
  value: string;
}

export interface HarEntry {
  /** ISO 8601. */
  startedDateTime: string;
  /** Milliseconds: the sum of the timings. */
  time: number;
  request: {
    method: string;
    url: string;
    httpVersion: string;
    cookies: never[];
    headers: HarField[];
    queryString: HarField[];
    postData?: { mimeType: string; params: HarField[]; text: string; comment?: string };
    headersSize: -1;
    bodySize: number;
  };
  response: {
    /** 0 if no answer came. */
    status: number;
    statusText: string;
    httpVersion: string;
    cookies: never[];
    headers: HarField[];
    content: {
      size: number;
      compression?: number;
      mimeType: string;
      text?: string;
      comment?: string;
    };
    redirectURL: string;
    headersSize: -1;
    bodySize: number;
    /** As Chromium writes it: bytes over the network, headers included. */
    _transferSize?: number;
    /** Why no answer came. */
    _error?: string;
  };
  cache: Record<string, never>;
  timings: HarTimings;
  /** As Chromium writes it. */
  _resourceType: string;
  _initiator?: { type: 'action'; name: string };
  _traceId: string;
  _spanId: string;
}

/** Milliseconds; -1 for what does not apply. */
export interface HarTimings {
  blocked: number;
  dns: number;
  /** TLS included. */
  connect: number;
  send: number;
  wait: number;
  receive: number;
  ssl: number;
}

/** The requests in the order in which they began. Headers and bodies are there as far as `attributes` came along. */
export function harOf(
  requests: readonly RequestSummary[],
  { creatorVersion, session }: { creatorVersion: string; session: string },
): Har {
  const inOrder = requests.toSorted((a, b) => {
    const difference = BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });
  return {
    log: {
      version: '1.2',
      creator: { name: 'Throughline', version: creatorVersion },
      entries: inOrder.map(harEntry),
      comment: `Session ${session}. Headers and bodies are as they were recorded: redacted, and cut off beyond a length.`,
    },
  };
}

const NANOSECONDS_A_MILLISECOND = 1e6;
/** As browsers write it where there is no content type. */
const UNKNOWN_TYPE = 'x-unknown';

function harEntry(request: RequestSummary): HarEntry {
  const sent = message(request.attributes, 'http.request');
  const answered = message(request.attributes, 'http.response');
  const httpVersion = request.protocolVersion ? `HTTP/${request.protocolVersion}` : '';
  const timings = harTimings(Number(request.durationNano) / NANOSECONDS_A_MILLISECOND, request.timing ?? {});
  const size = request.decodedSize ?? request.responseSize ?? -1;
  const failure = failureOf(request);
  return {
    startedDateTime: isoTime(request.startTimeUnixNano),
    time: sum(timings),
    request: {
      method: request.method,
      url: request.url,
      httpVersion,
      cookies: [],
      headers: sent.headers,
      queryString: fieldsOf(queryOf(request.url)),
      ...(sent.body !== undefined && {
        postData: {
          mimeType: sent.mimeType,
          params: isForm(sent.mimeType) ? fieldsOf(sent.body) : [],
          text: sent.body,
          ...sent.comment,
        },
      }),
      headersSize: -1,
      bodySize: request.requestSize ?? -1,
    },
    response: {
      status: request.status ?? 0,
      statusText: '',
      httpVersion,
      cookies: [],
      headers: answered.headers,
      content: {
        size,
        ...(request.decodedSize !== undefined &&
          request.responseSize !== undefined && {
            compression: request.decodedSize - request.responseSize,
          }),
        mimeType: answered.mimeType,
        ...(answered.body !== undefined && { text: answered.body, ...answered.comment }),
      },
      redirectURL: '',
      headersSize: -1,
      // Nothing was sent of what the browser had in its cache.
      bodySize: request.transferSize === 0 ? 0 : (request.responseSize ?? -1),
      ...(request.transferSize !== undefined && { _transferSize: request.transferSize }),
      ...(failure && failure.kind !== 'status' && { _error: failure.reason }),
    },
    cache: {},
    timings,
    _resourceType: request.type,
    ...(request.action && { _initiator: { type: 'action', name: request.action.name } }),
    _traceId: request.traceId,
    _spanId: request.spanId,
  };
}

/** What is known of the phases; the rest of the time the request waited in the browser. */
function harTimings(duration: number, { dns, connect, tls, wait, receive }: RequestTiming): HarTimings {
  const total = round(Math.max(0, duration));
  const known = round((dns ?? 0) + (connect ?? 0) + (wait ?? 0) + (receive ?? 0));
  const isMeasured = wait !== undefined || receive !== undefined;
  return {
    blocked: isMeasured ? Math.max(0, round(total - known)) : -1,
    dns: dns ?? -1,
    connect: connect ?? -1,
    send: 0,
    wait: isMeasured ? (wait ?? 0) : Math.max(0, round(total - known)),
    receive: receive ?? 0,
    ssl: tls ?? -1,
  };
}

/** `ssl` is part of `connect`. */
function sum({ blocked, dns, connect, send, wait, receive }: HarTimings): number {
  return round(
    [blocked, dns, connect, send, wait, receive].reduce((total, phase) => total + Math.max(0, phase), 0),
  );
}

/** Microseconds are as fine as anything is measured. */
const round = (milliseconds: number) => Math.round(milliseconds * 1000) / 1000;

/** Longest digits of milliseconds that a `Date` takes; beyond it a source's clock says nonsense. */
const LATEST_MS = 8.64e15;

function isoTime(nanoseconds: string): string {
  const milliseconds = Number(BigInt(nanoseconds) / 1_000_000n);
  return new Date(Math.max(-LATEST_MS, Math.min(milliseconds, LATEST_MS))).toISOString();
}

interface Message {
  headers: HarField[];
  mimeType: string;
  body?: string;
  comment?: { comment: string };
}

function message(attributes: Attributes | undefined, subject: PayloadSubject): Message {
  const names = payloadAttributeNames(subject);
  const headers = Object.entries(attributes ?? {})
    .filter(([name]) => name.startsWith(names.header))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => {
      const plain = fromAnyValue(value);
      const values = Array.isArray(plain) ? plain.map(String) : [anyValueText(value)];
      return values.map((one) => ({ name: name.slice(names.header.length), value: one }));
    });
  const body = attributes?.[names.body];
  const isTruncated = fromAnyValue(attributes?.[names.isTruncated]) === true;
  return {
    headers,
    mimeType: headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? UNKNOWN_TYPE,
    ...(body && { body: anyValueText(body) }),
    ...(isTruncated && { comment: { comment: 'Only the beginning was recorded.' } }),
  };
}

const isForm = (mimeType: string) => /^application\/x-www-form-urlencoded\b/i.test(mimeType);
