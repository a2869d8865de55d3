import { convertLegacyHttpOptions } from '@opentelemetry/otlp-exporter-base/node-http';
import {
  type ISerializer,
  JsonLogsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import type { logs, tracing } from '@opentelemetry/sdk-node';
import { PATHS } from '@throughline/format';
import { OtlpExporter } from './otlpExporter.ts';
import { postOtlp } from './otlpRequest.ts';
import type { Settings } from './settings.ts';
import { warnOnce } from './warnOnce.ts';

export interface Exporters {
  traces: OtlpExporter<tracing.ReadableSpan>;
  logs: OtlpExporter<logs.ReadableLogRecord>;
}

/**
 * The exporters of spans and log records to `settings`, and where these are silent as the standard
 * `OTEL_EXPORTER_OTLP_*` variables say; protobuf, or JSON with `OTEL_EXPORTER_OTLP_PROTOCOL=http/json`.
 */
export async function createExporters(settings: Pick<Settings, 'endpoint' | 'key'>): Promise<Exporters> {
  const onLoss = warnOnce(
    (reason) =>
      `Throughline could not send telemetry: ${reason}. The application is not affected; ` +
      'what cannot be sent is dropped, and this is said once. ' +
      'THROUGHLINE_ENDPOINT (or OTEL_EXPORTER_OTLP_ENDPOINT) and THROUGHLINE_KEY say where to send it.',
  );
  const json = process.env.OTEL_EXPORTER_OTLP_PROTOCOL?.trim() === 'http/json';
  const traceSerializer = json ? JsonTraceSerializer : ProtobufTraceSerializer;
  const logsSerializer = json ? JsonLogsSerializer : ProtobufLogsSerializer;
  const type = json ? 'application/json' : 'application/x-protobuf';

  async function exporter<Item>(
    signal: 'TRACES' | 'LOGS',
    path: string,
    serializer: ISerializer<Item[], unknown>,
  ): Promise<OtlpExporter<Item>> {
    const options = convertLegacyHttpOptions(
      {
        ...(settings.endpoint && { url: settings.endpoint + path }),
        ...(settings.key && { headers: { authorization: `Bearer ${settings.key}` } }),
      },
      signal,
      path.slice(1),
      { 'content-type': type },
    );
    const agent = await options.agentFactory(new URL(options.url).protocol);
    const send = (body: Uint8Array) => postOtlp({ ...options, agent }, body);
    return new OtlpExporter({ serializer, send, timeoutMillis: options.timeoutMillis, onLoss });
  }

  return {
    traces: await exporter('TRACES', PATHS.traces, traceSerializer),
    logs: await exporter('LOGS', PATHS.logs, logsSerializer),
  };
}
