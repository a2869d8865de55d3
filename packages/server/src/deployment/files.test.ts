import { existsSync, readFileSync } from 'node:fs';
import { DEFAULT_GRPC_PORT, DEFAULT_PORT, PATHS } from '@throughline/format';
import { expect, it } from 'vitest';
import { environmentName, readSettings, SETTINGS } from '../settings.ts';
import { clusterSchema } from '../store/tables/clusterSchema.ts';
import { deployFiles, deployText, deployXml, deployYaml } from '../testing/deployFiles.ts';

/** Every file in `deploy/`, and the image. */

const FILES = deployFiles();
const DOCKERFILE = deployText('Dockerfile');
const repository = (path: string) => new URL(`../../../../${path}`, import.meta.url);
const variables = Object.values(SETTINGS).map(({ flag }) => environmentName(flag));

it.each(FILES.filter((file) => file.endsWith('.yaml')))('%s is right YAML', (file) => {
  expect(deployYaml(file).length).toBeGreaterThan(0);
});

it.each(FILES.filter((file) => file.endsWith('.xml')))('%s is a well-formed configuration', (file) => {
  expect(Object.keys(deployXml(file)).length).toBeGreaterThan(0);
});

it.each(FILES)('%s names only settings that there are', (file) => {
  for (const [name] of deployText(file).matchAll(/THROUGHLINE_\w+/g)) expect(variables).toContain(name);
});

it.each(FILES)('%s names images by a version', (file) => {
  const images = [...deployText(file).matchAll(/^\s*(?:image:|FROM) (\S+)/gm)].map(([, image]) => image);
  // Its version is set by kustomization.yaml.
  for (const image of images.filter((image) => image !== 'throughline'))
    expect(image).toMatch(/^[\w./-]+:\d+(\.\d+)+(-[\w-]+)?$/);
});

it.each(['compose/clickhouse.xml', 'kubernetes/clickhouse/cluster.xml'])(
  '%s has the macros and the cluster that the schema needs',
  (file) => {
    const { remote_servers, macros, distributed_ddl } = deployXml(file);
    const [cluster = ''] = Object.keys(remote_servers ?? {});
    expect(Object.keys(remote_servers ?? {})).toEqual([cluster]);
    // ClickHouse knows database and table by itself. A number between braces is part of a pattern, and no macro.
    const needed = new Set(
      clusterSchema(cluster).flatMap(({ sql: statement }) =>
        [...statement.matchAll(/\{([a-z]\w*)\}/g)].map(([, name]) => name),
      ),
    );
    expect([...needed].sort()).toEqual(['database', ...Object.keys(macros ?? {}), 'table'].sort());
    for (const shard of remote_servers?.[cluster]?.shard ?? []) expect(shard.internal_replication).toBe(true);
    expect(distributed_ddl?.path).toMatch(/^\/clickhouse\//);
  },
);

it('builds an image that listens beyond itself, where people log in', () => {
  const set = Object.fromEntries(
    [...DOCKERFILE.matchAll(/(THROUGHLINE_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  );
  expect(() => readSettings([], { ...set, THROUGHLINE_AUTH: 'off' })).toThrow(/--auth off/);
  expect(readSettings([], set)).toMatchObject({ data: '/data', auth: true });
});

it('builds an image with the ports, the health check and the user that it should have', () => {
  expect(DOCKERFILE).toContain(`EXPOSE ${DEFAULT_PORT} ${DEFAULT_GRPC_PORT}\n`);
  expect(DOCKERFILE).toContain(`http://127.0.0.1:${DEFAULT_PORT}${PATHS.health}`);
  expect(DOCKERFILE).toMatch(/^USER node$/m);
  expect(DOCKERFILE).toMatch(/^VOLUME \/data$/m);
});

it('builds an image of what there is, with every package of ours that the server needs', () => {
  const copied = [...DOCKERFILE.matchAll(/^COPY --from=build (.+) \S+$/gm)]
    .flatMap(([, sources]) => (sources ?? '').split(' '))
    .map((source) => source.replace('/source/', ''));
  for (const source of copied.map((path) => path.replace(/\/dist\b.*/, '')))
    expect(existsSync(repository(source))).toBe(true);
  const { dependencies } = JSON.parse(readFileSync(repository('packages/server/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies).filter((name) => name.startsWith('@throughline/')))
    for (const part of ['package.json', 'dist'])
      expect(copied).toContain(`packages/${name.replace('@throughline/', '')}/${part}`);
});
