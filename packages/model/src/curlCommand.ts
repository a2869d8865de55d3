import {
  ATTRIBUTES,
  type Attributes,
  anyValueText,
  fromAnyValue,
  payloadAttributeNames,
} from '@throughline/format';

/** A request as it can be repeated. */
export interface RepeatableRequest {
  method: string;
  /** `http` or `https`. */
  url: string;
  headers: readonly (readonly [name: string, value: string])[];
  /** Missing if none was recorded. */
  body?: string;
  /** Whether the body is only its beginning. */
  isTruncated: boolean;
}

const NAMES = payloadAttributeNames('http.request');

/**
 * The request that a client's or server's span tells of, by the semantic conventions for HTTP as they are and as they were before
 * 1.23; `undefined` if its attributes do not say where it went, or that is no HTTP.
 */
export function requestOf(attributes: Attributes): RepeatableRequest | undefined {
  const text = (...names: string[]) =>
    names.map((name) => anyValueText(attributes[name])).find(Boolean) ?? '';
  const url = text(ATTRIBUTES.urlFull, 'http.url') || serverUrl(text);
  if (!/^https?:\/\/[^/]/i.test(url)) return undefined;
  const headers = Object.keys(attributes)
    .filter((name) => name.startsWith(NAMES.header))
    .sort()
    .flatMap((name) =>
      valuesOf(fromAnyValue(attributes[name])).map(
        (value) => [name.slice(NAMES.header.length), value] as const,
      ),
    );
  const body = attributes[NAMES.body];
  return {
    method: text(ATTRIBUTES.httpMethod, 'http.method') || (body ? 'POST' : 'GET'),
    url,
    headers,
    ...(body && { body: anyValueText(body) }),
    isTruncated: fromAnyValue(attributes[NAMES.isTruncated]) === true,
  };
}

function serverUrl(text: (...names: string[]) => string): string {
  const scheme = text('url.scheme', 'http.scheme');
  const host = text(ATTRIBUTES.serverAddress, 'net.host.name', 'http.host');
  const port =
    host.includes(':') && !host.startsWith('[') ? '' : text(ATTRIBUTES.serverPort, 'net.host.port');
  const query = text('url.query');
  const path = text('http.target') || `${text(ATTRIBUTES.urlPath) || '/'}${query && `?${query}`}`;
  return scheme && host ? `${scheme}://${host}${port && `:${port}`}${path}` : '';
}

function valuesOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((one) =>
    typeof one === 'string' ? one : JSON.stringify(one),
  );
}

/** A header's name by RFC 9110, 5.1. curl reads headers from a file if one begins with `@`, so nothing else may pass. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What curl works out itself. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set(['content-length', 'connection', 'transfer-encoding']);

/**
 * The command that sends the request again with curl, for a POSIX shell. Whatever the request holds is one argument, read as
 * text: it neither ends its quotation, nor is an option, a file to read, or a pattern of URLs. What was redacted is sent so.
 */
export function curlCommand({ method, url, headers, body, isTruncated }: RepeatableRequest): string {
  const sent = headers.filter(([name]) => TOKEN.test(name) && !OF_THE_CONNECTION.has(name.toLowerCase()));
  const isPlain = method === (body === undefined ? 'GET' : 'POST');
  const isCompressed = sent.some(([name]) => name.toLowerCase() === 'accept-encoding');
  const options = [
    `curl --url ${quoted(url)}`,
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(isPlain ? [] : [`--request ${quoted(method)}`]),
    ...sent.map(([name, value]) => `--header ${quoted(header(name, value))}`),
    ...(isCompressed ? ['--compressed'] : []),
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  const comment = isTruncated ? '# Of the body only the beginning was recorded.\n' : '';
  return `${comment}${options.join(' \\\n  ')}`;
}

/** curl leaves out a header without a value unless a semicolon stands for it. */
function header(name: string, value: string): string {
  const line = value.replace(/[\r\n]+/g, ' ').trim();
  return line === '' ? `${name};` : `${name}: ${line}`;
}

/** One argument, whatever it holds; no argument can hold a NUL. */
function quoted(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}
