import { Random } from './random.ts';
import { type KeyValue, text, whole } from './values.ts';

/** Services that a request passes, in this order. */
export const SERVICES = ['gateway', 'orders', 'payment', 'inventory'] as const;
/** Pods of each service. */
const PODS = 6;

/** The resource of pod `pod` of a service, as the SDK's and a Kubernetes collector's detectors describe it. */
export function resourceOf(service: string, pod: number): { attributes: KeyValue[] } {
  const random = new Random(9_000_000 + pod + service.length * PODS);
  const name = `${service}-6d5f9c7b8-${random.hex(3)}`;
  return {
    attributes: [
      text('service.name', service),
      text('service.namespace', 'shop'),
      text('service.version', '2026.11.3'),
      text('service.instance.id', random.uuid()),
      text('deployment.environment.name', 'production'),
      text('telemetry.sdk.name', 'opentelemetry'),
      text('telemetry.sdk.language', 'nodejs'),
      text('telemetry.sdk.version', '2.1.0'),
      text('host.name', name),
      text('host.arch', 'amd64'),
      text('os.type', 'linux'),
      whole('process.pid', 1),
      text('process.runtime.name', 'nodejs'),
      text('process.runtime.version', '22.14.0'),
      text('k8s.namespace.name', 'shop'),
      text('k8s.pod.name', name),
      text('k8s.pod.uid', random.uuid()),
      text('k8s.node.name', `ip-10-0-${pod}-${random.below(256)}.internal`),
      text('container.id', random.hex(32)),
    ],
  };
}

export function podOf(index: number): number {
  return index % PODS;
}
