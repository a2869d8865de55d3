import type {
  handleUnaryCall,
  Metadata,
  MethodDefinition,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Ingest } from '../ingest/ingest.ts';
import { IngestError } from '../ingest/ingestError.ts';
import { type OtlpSignal, successBody } from '../ingest/otlp/status.ts';
import type { AdmittedProjects, Refusal } from './admission.ts';

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

const exportPath = (service: string) => `/${service}/Export`;

/** What the Export call of this path carries; `undefined` if it is none. */
export function signalOf(path: string): OtlpSignal | undefined {
  const signals = Object.keys(SERVICES) as OtlpSignal[];
  return signals.find((signal) => exportPath(SERVICES[signal]) === path);
}

/** The Export calls, for calls that were let in. */
export function exportServices(
  ingest: Ingest,
  projects: AdmittedProjects,
  refuse: (signal: OtlpSignal, error: unknown) => Refusal,
): Service[] {
  return (Object.entries(SERVICES) as [OtlpSignal, string][]).map(([signal, name]) => {
    const Export: handleUnaryCall<Buffer, Buffer> = (call, callback) => {
      takeIn(signal, call.request, call.metadata).then(
        (answer) => callback(null, answer),
        (error: unknown) => callback(refuse(signal, error)),
      );
    };
    return { name, definition: { Export: rawMethod(exportPath(name)) }, implementation: { Export } };
  });

  async function takeIn(signal: OtlpSignal, body: Buffer, metadata: Metadata): Promise<Buffer> {
    const project = projects.get(metadata);
    if (project === undefined) throw new IngestError(401, 'the call was not let in');
    const held = ingest.inFlight.hold();
    try {
      held.add(body.length);
      return successBody('protobuf', signal, await ingest.otlp(project, signal, 'protobuf', body, undefined));
    } finally {
      held.release();
    }
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
