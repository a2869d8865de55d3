import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parseAllDocuments } from 'yaml';

/** For tests: what stands in `deploy/`. */

const FOLDER = fileURLToPath(new URL('../../../../deploy/', import.meta.url));

/** Paths of all files, below `deploy/`. */
export function deployFiles(): string[] {
  return readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(FOLDER.length).replace(/^\//, ''))
    .sort();
}

export function deployText(path: string): string {
  return readFileSync(`${FOLDER}${path}`, 'utf8');
}

/** The documents of a YAML file. Throws at the first thing that is not right YAML. */
export function deployYaml<Document>(path: string): Document[] {
  return parseAllDocuments(deployText(path), { merge: true }).map((document) => {
    for (const problem of [...document.errors, ...document.warnings]) throw problem;
    return document.toJS() as Document;
  });
}

/** The children of the root of a ClickHouse configuration, without attributes. Throws if it is not well-formed. */
export function deployXml(path: string): ClickhouseConfiguration {
  const text = deployText(path);
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`${path}:${valid.err.line}: ${valid.err.msg}`);
  const parser = new XMLParser({
    isArray: (name, path) =>
      /^(node|server)$/.test(name) || /remote_servers\.\w+\.(shard|shard\.replica)$/.test(String(path)),
  });
  return (parser.parse(text) as { clickhouse: ClickhouseConfiguration }).clickhouse;
}

/** What the tests look at of a ClickHouse or Keeper configuration. */
export interface ClickhouseConfiguration {
  remote_servers?: Record<
    string,
    { shard: { internal_replication: boolean; replica: { host: string; port: number }[] }[] }
  >;
  macros?: Record<string, unknown>;
  distributed_ddl?: { path: string };
  zookeeper?: { node: { host: string; port: number }[] };
  keeper_server?: {
    tcp_port: number;
    raft_configuration: { server: { id: number; hostname: string; port: number }[] };
  };
  users?: Record<string, unknown>;
}

/** Names of the environment variables that a configuration is filled from. */
export function environmentOf(path: string): string[] {
  return [...deployText(path).matchAll(/from_env="(\w+)"/g)].map(([, name]) => name ?? '');
}
