import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_GRPC_PORT, DEFAULT_PORT, type Role } from '@throughline/format';
import { isLoopback } from './loopback.ts';

export interface Settings {
  host: string;
  port: number;
  /** Port of OTLP over gRPC; `undefined` if it is switched off. */
  grpcPort: number | undefined;
  /** Folder of everything that is stored. */
  data: string;
  ingestKey: string | undefined;
  readToken: string | undefined;
  /** Whether people log in; else whoever is on this machine may do everything. */
  auth: boolean;
  /** Of single sign-on by OpenID Connect; `undefined` for none. */
  oidcIssuer: string | undefined;
  oidcClientId: string | undefined;
  oidcClientSecret: string | undefined;
  oidcName: string;
  /** What people are who come by it for the first time. */
  oidcRole: Exclude<Role, 'admin'> | 'none';
  /** Key that seals secrets of others at rest, 64 hex digits; `undefined`: one kept in the data folder. */
  secretKey: string | undefined;
  /** Of a PostgreSQL for control data; `undefined` for the embedded one. */
  databaseUrl: string | undefined;
  /** Of a ClickHouse for what is recorded; `undefined` for the embedded one. */
  clickhouseUrl: string | undefined;
  /** The cluster, as ClickHouse's configuration names it, over which the tables are spread; `undefined` for none. */
  clickhouseCluster: string | undefined;
  /** Where people reach this server; `undefined`: where it listens. */
  publicUrl: string | undefined;
  /** Of the Jira whose tickets are told of their incidents; `undefined` for none. */
  jiraUrl: string | undefined;
  jiraUser: string | undefined;
  jiraToken: string | undefined;
  /** Of the mail server that sends alerts; `undefined` for none. */
  smtpUrl: string | undefined;
  /** Whom they come from. */
  mailFrom: string | undefined;
  logLevel: string;
}

interface Setting {
  flag: string;
  /** Shown in `--help`. */
  meaning: string;
  fallback?: string;
  /** Not by a flag: command lines are seen by every user of the machine. */
  isEnvironmentOnly?: true;
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
    meaning: 'token by which programs may do everything; made in the data folder on first start if not set',
  },
  auth: {
    flag: 'auth',
    meaning: 'on, or off: nobody logs in, which is for this machine alone',
    fallback: 'on',
  },
  oidcIssuer: {
    flag: 'oidc-issuer',
    meaning: 'address of an OpenID Connect provider by which people log in; none if not set',
  },
  oidcClientId: { flag: 'oidc-client-id', meaning: 'as which the provider knows this server' },
  oidcClientSecret: {
    flag: 'oidc-client-secret',
    meaning: 'what the provider gave for it; from the environment only',
    isEnvironmentOnly: true,
  },
  oidcName: {
    flag: 'oidc-name',
    meaning: 'what the log-in page calls the provider',
    fallback: 'single sign-on',
  },
  oidcRole: {
    flag: 'oidc-role',
    meaning:
      'role of people who come by it for the first time: engineer, support or viewer; none: nobody does',
    fallback: 'viewer',
  },
  secretKey: {
    flag: 'secret-key',
    meaning:
      'key that seals stored secrets, 64 hex digits, the same on all replicas; made in the data folder if not set; from the environment only',
    isEnvironmentOnly: true,
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
  publicUrl: {
    flag: 'public-url',
    meaning: 'where people reach this server, for links in tickets and alerts; where it listens if not set',
  },
  jiraUrl: {
    flag: 'jira-url',
    meaning: 'Jira whose tickets are told of their incidents; none if not set',
  },
  jiraUser: {
    flag: 'jira-user',
    meaning: 'e-mail address of the user of the token, on Jira Cloud; not set on a Data Center',
  },
  jiraToken: {
    flag: 'jira-token',
    meaning: 'API token of Jira Cloud, or personal access token of a Data Center; from the environment only',
    isEnvironmentOnly: true,
  },
  smtpUrl: {
    flag: 'smtp-url',
    meaning:
      'smtp://user:password@host:587 or smtps://…:465, by which alerts are mailed; none if not set; from the environment only',
    isEnvironmentOnly: true,
  },
  mailFrom: {
    flag: 'mail-from',
    meaning: 'address that mail comes from, e.g. Throughline <throughline@example.com>',
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
    auth: readOneOf('auth', ['on', 'off'], value('auth')) === 'on',
    oidcIssuer: readBaseUrl('oidcIssuer', value('oidcIssuer')),
    oidcClientId: value('oidcClientId'),
    oidcClientSecret: value('oidcClientSecret'),
    oidcName: value('oidcName') ?? '',
    oidcRole: readOneOf('oidcRole', ROLES_BY_SIGN_ON, value('oidcRole')),
    secretKey: value('secretKey'),
    databaseUrl: readUrl('databaseUrl', ['postgres:', 'postgresql:'], value('databaseUrl')),
    clickhouseUrl: readUrl('clickhouseUrl', ['http:', 'https:'], value('clickhouseUrl')),
    clickhouseCluster: value('clickhouseCluster'),
    publicUrl: readBaseUrl('publicUrl', value('publicUrl')),
    jiraUrl: readBaseUrl('jiraUrl', value('jiraUrl')),
    jiraUser: value('jiraUser'),
    jiraToken: value('jiraToken'),
    smtpUrl: readUrl('smtpUrl', ['smtp:', 'smtps:'], value('smtpUrl')),
    mailFrom: readMailFrom(value('mailFrom')),
    logLevel: readLogLevel(value('logLevel') ?? ''),
  };
  if (!isLoopback(settings.host) && !settings.auth)
    throw new SettingsError(
      `--host ${settings.host} with --auth off opens the recordings to the network; leave one of them out`,
    );
  if ((settings.oidcIssuer === undefined) !== (settings.oidcClientId === undefined))
    throw new SettingsError('--oidc-issuer and --oidc-client-id need each other; give both');
  if (settings.oidcIssuer !== undefined && settings.publicUrl === undefined)
    throw new SettingsError('--oidc-issuer needs a --public-url, to which the provider sends people back');
  if (settings.clickhouseCluster !== undefined && settings.clickhouseUrl === undefined)
    throw new SettingsError(
      '--clickhouse-cluster needs a --clickhouse-url: the embedded engine is no cluster',
    );
  if (!CLUSTER_NAME.test(settings.clickhouseCluster ?? 'none'))
    throw new SettingsError('--clickhouse-cluster must be a name of letters, digits and underscores');
  if ((settings.jiraUrl === undefined) !== (settings.jiraToken === undefined))
    throw new SettingsError(
      `--jira-url and the environment variable ${environmentName('jira-token')} need each other; give both`,
    );
  if ((settings.smtpUrl === undefined) !== (settings.mailFrom === undefined))
    throw new SettingsError(
      `--mail-from and the environment variable ${environmentName('smtp-url')} need each other; give both`,
    );
  return settings;
}

function parseFlags(args: string[]): Record<string, string | undefined> {
  const options = Object.fromEntries(
    Object.values<Setting>(SETTINGS)
      .filter(({ isEnvironmentOnly }) => !isEnvironmentOnly)
      .map(({ flag }) => [flag, { type: 'string' as const }]),
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
  name: 'databaseUrl' | 'clickhouseUrl' | 'smtpUrl',
  schemes: string[],
  text: string | undefined,
): string | undefined {
  if (text === undefined || (URL.canParse(text) && schemes.includes(new URL(text).protocol))) return text;
  throw new SettingsError(`--${SETTINGS[name].flag} must be a URL that begins with ${schemes[0]}//`);
}

/** What single sign-on may make of people; an administrator is made by another one. */
const ROLES_BY_SIGN_ON = ['engineer', 'support', 'viewer', 'none'] as const;

function readOneOf<Word extends string>(
  name: 'auth' | 'oidcRole',
  words: readonly Word[],
  text: string | undefined,
): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new SettingsError(`--${SETTINGS[name].flag} must be one of ${words.join(', ')}, not "${text}"`);
}

/** Of a site, to which paths are added. */
function readBaseUrl(
  name: 'publicUrl' | 'jiraUrl' | 'oidcIssuer',
  text: string | undefined,
): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
  if (isPlain && ['http:', 'https:'].includes(url.protocol)) return text;
  throw new SettingsError(
    `--${SETTINGS[name].flag} must be a URL that begins with https:// or http://, without user, query or fragment`,
  );
}

/** One mailbox, with or without a name. */
function readMailFrom(text: string | undefined): string | undefined {
  if (text === undefined || /^([^<>\p{Cc}]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/u.test(text))
    return text;
  throw new SettingsError('--mail-from must be an address, such as Throughline <throughline@example.com>');
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

function readLogLevel(text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw new SettingsError(`--log-level must be one of ${LOG_LEVELS.join(', ')}, not "${text}"`);
}

/** The text of `--help`. */
export function helpText(): string {
  const rows = Object.values<Setting>(SETTINGS).map(({ flag, meaning, ...setting }) => ({
    flag: setting.isEnvironmentOnly ? '' : `--${flag}`,
    variable: environmentName(flag),
    meaning: setting.fallback !== undefined ? `${meaning} (default ${setting.fallback})` : meaning,
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
    '       throughline sourcemaps …      uploads source maps of a release, lists and deletes them',
    '       throughline settings …        shows and sets how sessions are sampled and masked',
    '       throughline incident …        begins, lists and ends incident mode',
    '       throughline erase …           deletes a session, or all of a user, everywhere',
    '       throughline backup …          writes all that is stored into one file',
    '       throughline restore …         puts such a file back, into an empty folder',
    '',
    'Each flag may be given as an environment variable instead.',
    '',
    ...lines,
    '',
  ].join('\n');
}
