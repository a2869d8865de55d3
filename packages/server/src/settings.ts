import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_GRPC_PORT, DEFAULT_PORT } from '@throughline/format';
import { isLoopback } from './http/readAccess.ts';

export interface Settings {
  host: string;
  port: number;
  /** Port of OTLP over gRPC; `undefined` if it is switched off. */
  grpcPort: number | undefined;
  /** Folder of everything that is stored. */
  data: string;
  ingestKey: string | undefined;
  readToken: string | undefined;
  /** Of a PostgreSQL for control data; `undefined` for the embedded one. */
  databaseUrl: string | undefined;
  /** Of a ClickHouse for what is recorded; `undefined` for the embedded one. */
  clickhouseUrl: string | undefined;
  /** The cluster, as ClickHouse's configuration names it, over which the tables are spread; `undefined` for none. */
  clickhouseCluster: string | undefined;
  logLevel: string;
}

interface Setting {
  flag: string;
  /** Shown in `--help`. */
  meaning: string;
  fallback?: string;
}

/** Every setting: flag `--some-name`, environment variable `THROUGHLINE_SOME_NAME`. The flag wins. */
export const SETTINGS = {
  host: { flag: 'host', meaning: 'address to listen on', fallback: '127.0.0.1' },
  port: {
    flag: 'port',
    meaning: 'HTTP port of app, API and OTLP; 0 for any free one',
    fallback: String(DEFAULT_PORT),
  },
  grpcPort: {
    flag: 'grpc-port',
    meaning: 'port of OTLP over gRPC; 0 for any free one, off for none',
    fallback: String(DEFAULT_GRPC_PORT),
  },
  data: { flag: 'data', meaning: 'folder for everything that is stored', fallback: '.throughline' },
  ingestKey: {
    flag: 'ingest-key',
    meaning: 'key that may send to the default project; made on first start if not set',
  },
  readToken: {
    flag: 'read-token',
    meaning: 'token that app and API ask for; needed to listen beyond this machine',
  },
  databaseUrl: {
    flag: 'database-url',
    meaning: 'postgres://user:password@host:5432/database for control data; embedded if not set',
  },
  clickhouseUrl: {
    flag: 'clickhouse-url',
    meaning: 'http://user:password@host:8123/database for what is recorded; embedded if not set',
  },
  clickhouseCluster: {
    flag: 'clickhouse-cluster',
    meaning: 'name of the ClickHouse cluster to spread the tables over, replicated; none if not set',
  },
  logLevel: {
    flag: 'log-level',
    meaning: 'trace, debug, info, warn, error, fatal or silent',
    fallback: 'info',
  },
} as const satisfies Record<keyof Settings, Setting>;

/** A setting that cannot be used; the message says which and how to mend it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export function environmentName(flag: string): string {
  return `THROUGHLINE_${flag.replaceAll('-', '_').toUpperCase()}`;
}

/** The settings from the command line's flags, else the environment, else the defaults. Throws `SettingsError`. */
export function readSettings(args: string[], environment: NodeJS.ProcessEnv): Settings {
  const flags = parseFlags(args);
  const value = (name: keyof Settings): string | undefined => {
    const setting: Setting = SETTINGS[name];
    return (
      flags[setting.flag] ?? (environment[environmentName(setting.flag)] || undefined) ?? setting.fallback
    );
  };
  const settings: Settings = {
    host: value('host') ?? '',
    port: readPort('port', value('port') ?? ''),
    grpcPort: readGrpcPort(value('grpcPort') ?? ''),
    data: resolve(value('data') ?? ''),
    ingestKey: value('ingestKey'),
    readToken: value('readToken'),
    databaseUrl: readUrl('databaseUrl', ['postgres:', 'postgresql:'], value('databaseUrl')),
    clickhouseUrl: readUrl('clickhouseUrl', ['http:', 'https:'], value('clickhouseUrl')),
    clickhouseCluster: value('clickhouseCluster'),
    logLevel: readLogLevel(value('logLevel') ?? ''),
  };
  if (!isLoopback(settings.host) && settings.readToken === undefined)
    throw new SettingsError(
      `--host ${settings.host} opens the recordings to the network; give a --read-token too, or listen on 127.0.0.1`,
    );
  if (settings.clickhouseCluster !== undefined && settings.clickhouseUrl === undefined)
    throw new SettingsError(
      '--clickhouse-cluster needs a --clickhouse-url: the embedded engine is no cluster',
    );
  if (!CLUSTER_NAME.test(settings.clickhouseCluster ?? 'none'))
    throw new SettingsError('--clickhouse-cluster must be a name of letters, digits and underscores');
  return settings;
}

function parseFlags(args: string[]): Record<string, string | undefined> {
  const options = Object.fromEntries(
    Object.values(SETTINGS).map(({ flag }) => [flag, { type: 'string' as const }]),
  );
  try {
    return parseArgs({ args, options, allowPositionals: false }).values as Record<string, string | undefined>;
  } catch (error) {
    throw new SettingsError(`${(error as Error).message} (see --help)`);
  }
}

function readPort(flag: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new SettingsError(`--${flag} must be a number from 0 to 65535, not "${text}"`);
}

function readGrpcPort(text: string): number | undefined {
  return text === 'off' ? undefined : readPort(SETTINGS.grpcPort.flag, text);
}

/** It stands in statements without quotation. */
const CLUSTER_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Never repeats the value: it may hold a password, and what is printed ends up in logs. */
function readUrl(
  name: 'databaseUrl' | 'clickhouseUrl',
  schemes: string[],
  text: string | undefined,
): string | undefined {
  if (text === undefined || (URL.canParse(text) && schemes.includes(new URL(text).protocol))) return text;
  throw new SettingsError(`--${SETTINGS[name].flag} must be a URL that begins with ${schemes[0]}//`);
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

function readLogLevel(text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw new SettingsError(`--log-level must be one of ${LOG_LEVELS.join(', ')}, not "${text}"`);
}

/** The text of `--help`. */
export function helpText(): string {
  const rows = Object.values(SETTINGS).map(({ flag, meaning, ...setting }) => ({
    flag: `--${flag}`,
    variable: environmentName(flag),
    meaning: 'fallback' in setting ? `${meaning} (default ${setting.fallback})` : meaning,
  }));
  const width = (column: 'flag' | 'variable') => Math.max(...rows.map((row) => row[column].length));
  const lines = rows.map(
    (row) => `  ${row.flag.padEnd(width('flag'))}  ${row.variable.padEnd(width('variable'))}  ${row.meaning}`,
  );
  return [
    'Usage: throughline [flags]           runs the server',
    '       throughline keys|tokens …     makes, lists and revokes keys (throughline keys --help)',
    '       throughline quarantine …      shows what could not be stored, and tries again',
    '       throughline retention …       shows and sets how long records are kept',
    '       throughline erase …           deletes a session, or all of a user, everywhere',
    '',
    'Each flag may be given as an environment variable instead.',
    '',
    ...lines,
    '',
  ].join('\n');
}
