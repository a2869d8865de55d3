import { DEFAULT_GRPC_PORT, DEFAULT_PORT } from '@throughline/format';
import { expect, it } from 'vitest';
import { readSettings } from '../settings.ts';
import { deployText, deployXml, deployYaml, environmentOf } from '../testing/deployFiles.ts';

/** The parts of `deploy/compose.yaml` must find each other, and the server must take what it is given. */

interface Service {
  image: string;
  profiles: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  depends_on?: Record<string, unknown>;
  stop_grace_period?: string;
}

const [file] = deployYaml<{ services: Record<string, Service>; volumes: Record<string, null> }>(
  'compose.yaml',
);
const { services, volumes } = file ?? { services: {}, volumes: {} };
const servers = Object.entries(services).filter(([, { image }]) => image.startsWith('throughline:'));
const replicas = servers.filter(([, { profiles }]) => profiles.includes('replicas'));

const example = Object.fromEntries(
  deployText('.env.example')
    .split('\n')
    .filter((line) => /^\w+=/.test(line))
    .map((line) => line.split('=') as [string, string]),
);
const filledIn = (text: string) =>
  text.replace(/\$\{(\w+):\?\}/g, (_, name: string) => example[name] ?? `no ${name}`);
const settingsOf = ({ environment = {} }: Service) =>
  readSettings(
    ['--host', '0.0.0.0'],
    Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filledIn(value)])),
  );

it('asks for exactly what the example of its environment has', () => {
  const asked = new Set([...deployText('compose.yaml').matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name));
  expect(Object.keys(example).sort()).toEqual([...asked].sort());
});

it('gives each server a volume of its own, and time to store what it holds', () => {
  const own = servers.map(([, { volumes: mounts = [] }]) => mounts.find((mount) => mount.endsWith(':/data')));
  expect(servers).toHaveLength(3);
  expect(new Set(own).size).toBe(servers.length);
  for (const mount of own) expect(Object.keys(volumes)).toContain(mount?.split(':')[0]);
  for (const [, { stop_grace_period }] of servers) expect(stop_grace_period).toBe('90s');
});

it('gives the single server no database but its own', () => {
  const single = servers.find(([, { profiles }]) => profiles.includes('single'))?.[1];
  expect(settingsOf(single as Service)).toMatchObject({
    databaseUrl: undefined,
    clickhouseUrl: undefined,
    clickhouseCluster: undefined,
  });
});

it('gives the replicas databases that are there, and waits for them', () => {
  expect(replicas).toHaveLength(2);
  for (const [, replica] of replicas) {
    const { databaseUrl, clickhouseUrl, clickhouseCluster } = settingsOf(replica);
    for (const [url, port] of [
      [databaseUrl, '5432'],
      [clickhouseUrl, '8123'],
    ] as const) {
      const { hostname, port: named, username, password, pathname } = new URL(url ?? '');
      expect(services[hostname]?.profiles).toEqual(['replicas']);
      expect(replica.depends_on).toHaveProperty(hostname);
      expect([named, username, password, pathname]).toEqual([
        port,
        'throughline',
        'replace_me',
        '/throughline',
      ]);
    }
    expect(Object.keys(deployXml('compose/clickhouse.xml').remote_servers ?? {})).toEqual([
      clickhouseCluster,
    ]);
  }
  expect(services.postgres?.environment).toMatchObject({
    POSTGRES_USER: 'throughline',
    POSTGRES_DB: 'throughline',
  });
  expect(deployXml('compose/clickhouse.users.xml').users).toHaveProperty('throughline');
});

it('has a ClickHouse that knows itself and its Keeper', () => {
  const { remote_servers, zookeeper, keeper_server } = deployXml('compose/clickhouse.xml');
  const hosts = Object.values(remote_servers ?? {}).flatMap(({ shard }) =>
    shard.flatMap(({ replica }) => replica.map(({ host, port }) => `${host}:${port}`)),
  );
  expect(hosts).toEqual(['clickhouse:9000']);
  expect(zookeeper?.node).toEqual([{ host: '127.0.0.1', port: keeper_server?.tcp_port }]);
  for (const configuration of ['compose/clickhouse.xml', 'compose/clickhouse.users.xml'])
    for (const name of environmentOf(configuration))
      expect(services.clickhouse?.environment).toHaveProperty(name);
});

it('has a proxy that spreads both ports over all replicas', () => {
  const proxy = deployText('compose/nginx.conf');
  const upstreams = [...proxy.matchAll(/^\s+server ([\w-]+:\d+)/gm)].map(([, address]) => address);
  const names = replicas.map(([name]) => name);
  const expected = [DEFAULT_PORT, DEFAULT_GRPC_PORT].flatMap((port) =>
    names.map((name) => `${name}:${port}`),
  );
  expect(upstreams).toEqual(expected);
  const published = [`${DEFAULT_PORT}:${DEFAULT_PORT}`, `${DEFAULT_GRPC_PORT}:${DEFAULT_GRPC_PORT}`];
  expect(services.proxy?.ports).toEqual(published);
  for (const port of [DEFAULT_PORT, DEFAULT_GRPC_PORT]) expect(proxy).toContain(`listen ${port};`);
});
