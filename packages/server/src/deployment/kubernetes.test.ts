import { DEFAULT_GRPC_PORT, DEFAULT_PORT, PATHS } from '@throughline/format';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../settings.ts';
import { deployFiles, deployXml, deployYaml, environmentOf } from '../testing/deployFiles.ts';

/** The manifests in `deploy/kubernetes` must find each other, and the server must take what it is given. */

type Labels = Record<string, string>;
interface Variable {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef?: { name: string; key: string } };
}
interface Container {
  env?: Variable[];
  ports: { name: string; containerPort: number }[];
  volumeMounts: { name: string; mountPath: string; subPath?: string }[];
  readinessProbe: { httpGet?: { path: string; port: string } };
  securityContext: object;
}
interface Resource {
  kind: string;
  metadata: { name: string; namespace?: string };
  stringData: Labels;
  spec: {
    serviceName: string;
    replicas?: number;
    clusterIP?: string;
    selector: Labels & { matchLabels: Labels };
    podSelector: { matchLabels?: Labels };
    ports: { name: string; port: number; targetPort?: string }[];
    ingress: {
      from?: { podSelector: { matchLabels: Labels } }[];
      ports: { port: string }[];
    }[];
    rules: { http: { paths: { backend: { service: { name: string; port: { name: string } } } }[] } }[];
    template: {
      metadata: { labels: Labels };
      spec: {
        terminationGracePeriodSeconds: number;
        securityContext: object;
        containers: Container[];
        volumes?: { name: string; configMap?: { name: string } }[];
      };
    };
    volumeClaimTemplates: { metadata: { name: string } }[];
  };
}

const files = deployFiles().filter((file) => /^kubernetes\/[\w.-]+\.yaml$/.test(file));
const [kustomization] = deployYaml<{
  namespace: string;
  resources: string[];
  configMapGenerator: { name: string; files: string[] }[];
}>('kubernetes/kustomization.yaml');
const [secret] = deployYaml<Resource>('kubernetes/secret.example.yaml');
const resources = (kustomization?.resources ?? []).flatMap((file) =>
  deployYaml<Resource>(`kubernetes/${file}`),
);
const of = (kind: string) => resources.filter((resource) => resource.kind === kind);
const named = (kind: string, name: string) => of(kind).find(({ metadata }) => metadata.name === name);

const sets = of('StatefulSet');
const containersOf = ({ spec }: Resource) => spec.template.spec.containers;
const setsWith = (labels: Labels) =>
  sets.filter(({ spec }) =>
    Object.entries(labels).every(([name, value]) => spec.template.metadata.labels[name] === value),
  );
const portsOf = (labels: Labels) =>
  setsWith(labels)
    .flatMap(containersOf)
    .flatMap(({ ports }) => ports);

/** Whether `pod.service:port` is one that a StatefulSet makes and a headless Service names. */
function expectPod(host: string, port: number): void {
  const [, name = '', ordinal = '', service = ''] = /^(.+)-(\d+)\.([\w-]+)$/.exec(host) ?? [];
  const set = named('StatefulSet', name);
  expect(set?.spec.serviceName).toBe(service);
  expect(Number(ordinal)).toBeLessThan(set?.spec.replicas ?? 0);
  expect(named('Service', service)?.spec.clusterIP).toBe('None');
  expect(containersOf(set as Resource)[0]?.ports.map(({ containerPort }) => containerPort)).toContain(port);
}

it('applies every file but the example of the Secret', () => {
  const own = ['kustomization.yaml', 'secret.example.yaml'];
  const applied = [...(kustomization?.resources ?? []), ...own];
  expect(files.map((file) => file.replace('kubernetes/', '')).sort()).toEqual(applied.sort());
  expect(kustomization?.namespace).toBe(secret?.metadata.namespace);
});

describe.each(sets.map((set) => [set.metadata.name, set] as const))('%s', (_name, set) => {
  it('runs with no right that it does not need', () => {
    expect(set.spec.template.spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const { securityContext } of containersOf(set))
      expect(securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      });
  });

  it('selects its own pods, and keeps its data on a volume of each', () => {
    expect(set.spec.template.metadata.labels).toEqual(set.spec.selector.matchLabels);
    expect(named('Service', set.spec.serviceName)?.spec.clusterIP).toBe('None');
    const mounted = containersOf(set).flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name));
    expect(set.spec.volumeClaimTemplates.map(({ metadata }) => metadata.name)).toEqual(['data']);
    const volumes = ['data', ...(set.spec.template.spec.volumes ?? []).map(({ name }) => name)];
    expect(mounted.sort()).toEqual(volumes.sort());
  });

  it('takes only secrets and configurations that there are', () => {
    for (const { valueFrom } of containersOf(set).flatMap(({ env = [] }) => env))
      if (valueFrom?.secretKeyRef) {
        expect(valueFrom.secretKeyRef.name).toBe(secret?.metadata.name);
        expect(secret?.stringData).toHaveProperty(valueFrom.secretKeyRef.key);
      }
    for (const { configMap, name } of set.spec.template.spec.volumes ?? [])
      if (configMap) {
        const generated = kustomization?.configMapGenerator.find((map) => map.name === configMap.name);
        const mounts = containersOf(set).flatMap(({ volumeMounts }) =>
          volumeMounts.filter((mount) => mount.name === name),
        );
        expect(mounts.map(({ subPath }) => `clickhouse/${subPath}`)).toEqual(generated?.files);
      }
  });
});

it('opens what the Services, the Ingresses and the policies name', () => {
  for (const { spec } of of('Service'))
    for (const { port, targetPort } of spec.ports)
      expect(portsOf(spec.selector)).toContainEqual(
        expect.objectContaining(
          targetPort ? { name: targetPort, containerPort: port } : { containerPort: port },
        ),
      );
  for (const { spec } of of('Ingress'))
    for (const { backend } of spec.rules.flatMap(({ http }) => http.paths))
      expect(named('Service', backend.service.name)?.spec.ports.map(({ name }) => name)).toContain(
        backend.service.port.name,
      );
  for (const { spec } of of('NetworkPolicy'))
    for (const { from = [], ports } of spec.ingress ?? []) {
      for (const { port } of ports)
        expect(portsOf(spec.podSelector.matchLabels ?? {}).map(({ name }) => name)).toContain(port);
      for (const { podSelector } of from) expect(setsWith(podSelector.matchLabels)).not.toEqual([]);
    }
  for (const { spec } of of('PodDisruptionBudget'))
    expect(setsWith(spec.selector.matchLabels)).not.toEqual([]);
});

describe('the server', () => {
  const server = named('StatefulSet', 'throughline') as Resource;
  const [container] = containersOf(server);
  const environment = Object.fromEntries(
    (container?.env ?? []).map(({ name, value, valueFrom }) => [
      name,
      value ?? secret?.stringData[valueFrom?.secretKeyRef?.key ?? ''],
    ]),
  );
  const settings = readSettings(['--host', '0.0.0.0', '--data', '/data'], environment);

  it('listens where it is looked for', () => {
    expect(container?.ports).toEqual([
      { name: 'http', containerPort: DEFAULT_PORT },
      { name: 'grpc', containerPort: DEFAULT_GRPC_PORT },
    ]);
    expect(container?.readinessProbe.httpGet).toEqual({ path: PATHS.health, port: 'http' });
    expect(container?.volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' });
    expect(named('HorizontalPodAutoscaler', 'throughline')).toBeDefined();
  });

  it('is given databases that there are', () => {
    for (const url of [settings.databaseUrl, settings.clickhouseUrl]) {
      const { hostname, port, username } = new URL(url ?? '');
      expect(named('Service', hostname)?.spec.ports.map((one) => String(one.port))).toContain(port);
      expect(username).toBe('throughline');
    }
    expect(deployXml('kubernetes/clickhouse/users.xml').users).toHaveProperty('throughline');
  });

  it('is given a cluster of two shards with two replicas each, which there are', () => {
    const { remote_servers } = deployXml('kubernetes/clickhouse/cluster.xml');
    const shards = remote_servers?.[settings.clickhouseCluster ?? '']?.shard ?? [];
    expect(shards.map(({ replica }) => replica.length)).toEqual([2, 2]);
    for (const [index, { replica }] of shards.entries())
      for (const { host, port } of replica) {
        expectPod(host, port);
        const set = named('StatefulSet', host.replace(/-\d+\..*/, ''));
        expect(containersOf(set as Resource)[0]?.env).toContainEqual({
          name: 'CLICKHOUSE_SHARD',
          value: String(index + 1),
        });
      }
  });
});

it('gives ClickHouse and Keeper what their configurations take from the environment', () => {
  const given = (labels: Labels) =>
    setsWith(labels).map((set) => (containersOf(set)[0]?.env ?? []).map(({ name }) => name));
  for (const file of ['cluster.xml', 'users.xml'])
    for (const name of environmentOf(`kubernetes/clickhouse/${file}`))
      for (const names of given({ 'app.kubernetes.io/name': 'clickhouse' })) expect(names).toContain(name);
});

it('has the Keepers that ClickHouse asks and that know each other', () => {
  const { zookeeper } = deployXml('kubernetes/clickhouse/cluster.xml');
  const { keeper_server } = deployXml('kubernetes/clickhouse/keeper.xml');
  const servers = keeper_server?.raft_configuration.server ?? [];
  for (const { host, port } of zookeeper?.node ?? []) expectPod(host, port);
  for (const { hostname, port } of servers) expectPod(hostname, port);
  expect(zookeeper?.node.map(({ host }) => host)).toEqual(servers.map(({ hostname }) => hostname));
  expect(zookeeper?.node.map(({ port }) => port)).toEqual(servers.map(() => keeper_server?.tcp_port));
  // Its command makes the id of the pod's ordinal.
  for (const { id, hostname } of servers) expect(hostname).toBe(`keeper-${id - 1}.keeper`);
});
