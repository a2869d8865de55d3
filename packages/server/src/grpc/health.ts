import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  type MethodDefinition,
  type ServerWritableStream,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { bytesField, readVarint, varintField } from '../spool/frame.ts';

/** `ServingStatus` of grpc.health.v1. */
const SERVING = 1;
const NOT_SERVING = 2;
const SERVICE_UNKNOWN = 3;

/** An object, since grpc-js takes a falsy message, such as the empty name, for none. */
interface HealthCheckRequest {
  service: string;
}

type WatchCall = ServerWritableStream<HealthCheckRequest, number>;

/**
 * The standard health service, https://github.com/grpc/grpc/blob/master/doc/health-checking.md. The empty name stands
 * for the server as a whole.
 */
export class Health {
  readonly definition: ServiceDefinition = {
    Check: method('Check', false),
    Watch: method('Watch', true),
  };
  readonly implementation: UntypedServiceImplementation;
  readonly #services: Set<string>;
  readonly #watching = new Set<WatchCall>();

  constructor(services: readonly string[]) {
    this.#services = new Set(['', ...services]);
    const check: handleUnaryCall<HealthCheckRequest, number> = ({ request: { service } }, callback) => {
      if (this.#services.has(service)) callback(null, SERVING);
      else callback({ code: status.NOT_FOUND, details: `there is no service ${service.slice(0, 200)} here` });
    };
    const watch: handleServerStreamingCall<HealthCheckRequest, number> = (call) => {
      call.write(this.#services.has(call.request.service) ? SERVING : SERVICE_UNKNOWN);
      this.#watching.add(call);
      call.once('cancelled', () => this.#watching.delete(call));
    };
    this.implementation = { Check: check, Watch: watch };
  }

  /** Tells those who watch that the end is near, and lets them go. */
  stop(): void {
    for (const call of this.#watching) {
      call.write(NOT_SERVING);
      call.end();
    }
    this.#watching.clear();
  }
}

/** Answers are the status of a `HealthCheckResponse`, its only field. */
function method(name: string, responseStream: boolean): MethodDefinition<HealthCheckRequest, number> {
  return {
    path: `/grpc.health.v1.Health/${name}`,
    requestStream: false,
    responseStream,
    requestSerialize: ({ service }) => Buffer.concat(bytesField(1, service)),
    requestDeserialize: readRequest,
    responseSerialize: (serving) => Buffer.concat(varintField(1, serving)),
    responseDeserialize: (bytes) => readVarint(bytes, 1)?.value ?? 0,
  };
}

/** Tag of a length-delimited field 1. */
const SERVICE_TAG = 0x0a;

function readRequest(bytes: Buffer): HealthCheckRequest {
  if (bytes.length === 0) return { service: '' };
  const length = bytes[0] === SERVICE_TAG ? readVarint(bytes, 1) : undefined;
  if (!length) throw new Error('not a HealthCheckRequest');
  return { service: bytes.subarray(length.next, length.next + length.value).toString() };
}
