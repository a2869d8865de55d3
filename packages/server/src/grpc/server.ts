import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { GrantOfKey } from '../control/keys.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { GRPC_LIMITS } from '../limits.ts';
import { type AdmittedProjects, admission, type ReceivingLimits, refusal } from './admission.ts';
import { boundedListener, type ConnectionLimits } from './connections.ts';
import { exportServices, signalOf } from './exportServices.ts';
import { Health } from './health.ts';

export interface GrpcDependencies {
  ingest: Ingest;
  grantOfKey: GrantOfKey;
  /** Told what failed inside; the client is told only that something did. */
  onError: (message: string, error: unknown) => void;
  /** Other bounds than the server's own. */
  limits?: ReceivingLimits & ConnectionLimits;
}

export interface GrpcServer {
  /** Listens, without TLS; port 0 takes any free one. Answers the port. Rejects if the port is taken. */
  listen: (host: string, port: number) => Promise<number>;
  /** Answers what is under way, then stops. */
  close: () => Promise<void>;
}

/** Bounds of a connection, in gRPC's own names. */
const CHANNEL_OPTIONS = {
  'grpc.max_receive_message_length': GRPC_LIMITS.messageBytes,
  'grpc.max_concurrent_streams': GRPC_LIMITS.callsAConnection,
  'grpc.max_connection_idle_ms': GRPC_LIMITS.idleMs,
} as const;

/** OTLP over gRPC, https://opentelemetry.io/docs/specs/otlp/#otlpgrpc. */
export function createGrpcServer({
  ingest,
  grantOfKey,
  onError,
  limits = GRPC_LIMITS,
}: GrpcDependencies): GrpcServer {
  const projects: AdmittedProjects = new WeakMap();
  const refuse = refusal(ingest, onError);
  const server = new Server({
    ...CHANNEL_OPTIONS,
    interceptors: [admission(signalOf, grantOfKey, refuse, projects, limits)],
  });
  const services = exportServices(ingest, projects, refuse);
  for (const { definition, implementation } of services) server.addService(definition, implementation);
  const health = new Health(services.map(({ name }) => name));
  server.addService(health.definition, health.implementation);
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = boundedListener((socket) => injector.injectConnection(socket), limits);

  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        listener.once('error', reject);
        listener.listen(port, host, () => {
          const address = listener.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        listener.close();
        health.stop();
        server.tryShutdown(() => resolve());
        // Clients that keep their connection open would keep us from stopping.
        setTimeout(() => server.forceShutdown(), CLOSE_MS).unref();
      }),
  };
}

/** How long calls under way may take to end when the server stops, milliseconds. */
const CLOSE_MS = 2_000;
