import { DEFAULT_PORT } from '@throughline/format';

/** Where telemetry goes. What is `undefined` is left to the standard `OTEL_EXPORTER_OTLP_*` variables. */
export interface Settings {
  /** Base URL of the Throughline server, without a trailing slash. */
  endpoint: string | undefined;
  /** Project key, sent as `Authorization: Bearer <key>`. */
  key: string | undefined;
  /** Whether the application's own log lines get `trace_id`, `span_id` and `session_id`. */
  logFields: boolean;
  /** Whether the server is asked, every few seconds, which incidents are under way. */
  incidents: boolean;
  /** Whether headers and bodies are recorded outside of incidents too. */
  payloads: boolean;
  /** Headers that may be stored beside those that always may. */
  payloadHeaders: string[];
  /** Names whose values are hidden, beside those that always are. */
  sensitiveNames: string[];
  /** Whether e-mail addresses are hidden in payloads. */
  redactEmails: boolean;
}

/** OpenTelemetry's own default, where the Throughline server listens too. */
export const DEFAULT_ENDPOINT = `http://localhost:${DEFAULT_PORT}`;

/**
 * Reads the `THROUGHLINE_*` variables (the package's README lists them) from `env`. They win over the standard variables:
 * whoever sets them means this SDK. Throws an error that names the variable and how to mend it.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const endpoint = env.THROUGHLINE_ENDPOINT?.trim().replace(/\/+$/, '') || undefined;
  const key = env.THROUGHLINE_KEY?.trim() || undefined;
  if (endpoint !== undefined && !isHttpUrl(endpoint))
    throw new Error(`THROUGHLINE_ENDPOINT must be an http or https URL such as ${DEFAULT_ENDPOINT}`);
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key))
    throw new Error('THROUGHLINE_KEY must be the project key alone: visible ASCII characters without spaces');
  return {
    endpoint,
    key,
    logFields: readSwitch(env, 'THROUGHLINE_LOG_FIELDS', true),
    incidents: readSwitch(env, 'THROUGHLINE_INCIDENTS', true),
    payloads: readSwitch(env, 'THROUGHLINE_PAYLOADS', env.NODE_ENV === 'development'),
    payloadHeaders: readList(env, 'THROUGHLINE_PAYLOAD_HEADERS'),
    sensitiveNames: readList(env, 'THROUGHLINE_SENSITIVE_NAMES'),
    redactEmails: readSwitch(env, 'THROUGHLINE_REDACT_EMAILS', false),
  };
}

function readList(env: Record<string, string | undefined>, name: string): string[] {
  return (env[name] ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function readSwitch(env: Record<string, string | undefined>, name: string, byDefault: boolean): boolean {
  const value = env[name]?.trim().toLowerCase();
  if (value === undefined || value === '') return byDefault;
  if (value !== 'on' && value !== 'off') throw new Error(`${name} must be on or off`);
  return value === 'on';
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
