import { DEFAULT_PORT } from '@throughline/format';

/** Where telemetry goes. What is `undefined` is left to the standard `OTEL_EXPORTER_OTLP_*` variables. */
export interface Settings {
  /** Base URL of the Throughline server, without a trailing slash. */
  endpoint: string | undefined;
  /** Project key, sent as `Authorization: Bearer <key>`. */
  key: string | undefined;
}

/** OpenTelemetry's own default, where the Throughline server listens too. */
export const DEFAULT_ENDPOINT = `http://localhost:${DEFAULT_PORT}`;

/**
 * Reads `THROUGHLINE_ENDPOINT` and `THROUGHLINE_KEY` from `env`. They win over the standard variables: whoever sets them
 * means this SDK. Throws an error that names the variable and how to mend it.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const endpoint = env.THROUGHLINE_ENDPOINT?.trim().replace(/\/+$/, '') || undefined;
  const key = env.THROUGHLINE_KEY?.trim() || undefined;
  if (endpoint !== undefined && !isHttpUrl(endpoint))
    throw new Error(`THROUGHLINE_ENDPOINT must be an http or https URL such as ${DEFAULT_ENDPOINT}`);
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key))
    throw new Error('THROUGHLINE_KEY must be the project key alone: visible ASCII characters without spaces');
  return { endpoint, key };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
