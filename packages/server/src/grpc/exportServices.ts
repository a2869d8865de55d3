import {
  type handleUnaryCall,
  Metadata,
  type MethodDefinition,
  type ServiceDefinition,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { PROJECT_KEY_HEADER } from '@throughline/format';
import type { GrantOfKey } from '../control/keys.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { IngestError } from '../ingest/ingestError.ts';
import { type OtlpSignal, statusBody, statusOf, successBody } from '../ingest/otlp/status.ts';
import { projectOf } from '../ingest/projectKey.ts';

/** OTLP's services by what they carry (opentelemetry-proto, `collector/*_service.proto`). */
const SERVICES: Record<OtlpSignal, string> = {
  traces: 'opentelemetry.proto.collector.trace.v1.TraceService',
  logs: 'opentelemetry.proto.collector.logs.v1.LogsService',
  metrics: 'opentelemetry.proto.collector.metrics.v1.MetricsService',
};

interface Service {
  name: string;
  definition: ServiceDefinition;
  implementation: UntypedServiceImplementation;
}

/** The Export calls. */
export function exportServices(
  ingest: Ingest,
  grantOfKey: GrantOfKey,
  onError: (message: string, error: unknown) => void,
): Service[] {
  return (Object.entries(SERVICES) as [OtlpSignal, string][]).map(([signal, name]) => {
    const Export: handleUnaryCall<Buffer, Buffer> = (call, callback) => {
      takeIn(signal, call.request, call.metadata).then(
        (answer) => callback(null, answer),
        (error: unknown) => refuse(signal, error, callback),
      );
    };
    return { name, definition: { Export: rawMethod(`/${name}/Export`) }, implementation: { Export } };
  });

  async function takeIn(signal: OtlpSignal, body: Buffer, metadata: Metadata): Promise<Buffer> {
    const [authorization] = metadata.get('authorization');
    const [header] = metadata.get(PROJECT_KEY_HEADER);
    const project = await projectOf({ authorization, header }, grantOfKey);
    return successBody('protobuf', signal, await ingest.otlp(project, signal, 'protobuf', body, undefined));
  }

  function refuse(signal: OtlpSignal, error: unknown, callback: sendUnaryData<Buffer>): void {
    if (!(error instanceof IngestError)) onError('ingest failed', error);
    ingest.counts.refuse(signal, error instanceof IngestError ? error.status : 500);
    const { code, message } = statusOf(error);
    const metadata = new Metadata();
    metadata.set('grpc-status-details-bin', statusBody('protobuf', error));
    callback({ code, details: message, metadata });
  }
}

/** A call whose messages stay bytes in both directions. */
function rawMethod(path: string): MethodDefinition<Buffer, Buffer> {
  const asItIs = (bytes: Buffer) => bytes;
  return {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: asItIs,
    requestDeserialize: asItIs,
    responseSerialize: asItIs,
    responseDeserialize: asItIs,
  };
}
