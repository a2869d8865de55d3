import { parseArgs } from 'node:util';
import { DEFAULT_PORT } from '@throughline/format';
import { CommandError, callerOf, tokenFor } from './adminClient.ts';

/** The kinds of secret that the commands make, list and revoke, and where the API has them. */
const KINDS = {
  keys: { path: '/api/keys', list: 'keys', secret: 'key' },
  tokens: { path: '/api/read-tokens', list: 'tokens', secret: 'token' },
} as const;

export type Kind = keyof typeof KINDS;

export const KEY_COMMANDS_HELP = `Usage: throughline keys list
       throughline keys create [--name NAME] [--origin https://shop.example]…
       throughline keys revoke ID
       throughline tokens list | create [--name NAME] [--scope SCOPE] | revoke ID

Ingest keys may send to a project and read nothing; with --origin only pages of these origins may use them. Read tokens open
the app and the API of a server that was started with --read-token; with --scope source-maps they upload and delete source
maps, and nothing else.

  --server       address of the running server (default http://127.0.0.1:${DEFAULT_PORT})
  --read-token   the token that the server was started with (or THROUGHLINE_READ_TOKEN)
`;

interface Secret {
  id: string;
  name: string;
  prefix: string;
  allowedOrigins?: string[];
  scope?: string;
  createdAt: string;
  revokedAt: string | null;
}

/** Runs `throughline keys …` or `throughline tokens …` against a running server; answers what to print. */
export async function runKeyCommand(
  kind: Kind,
  args: string[],
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const { values, positionals } = parse(args);
  const [verb, id] = positionals;
  const { path, list, secret } = KINDS[kind];
  const call = callerOf(values.server, await tokenFor(values.server, values['read-token'], environment));
  switch (verb) {
    case 'list': {
      const answer = (await call('GET', path)) as Record<string, Secret[]>;
      return table(answer[list] ?? []);
    }
    case 'create': {
      const body = {
        name: values.name ?? '',
        ...(kind === 'keys' && { allowedOrigins: values.origin ?? [] }),
        ...(kind === 'tokens' && values.scope !== undefined && { scope: values.scope }),
      };
      const created = (await call('POST', path, body)) as Record<string, string>;
      return `${created[secret]}\n\nThis is the only time it is shown. Revoke it by: throughline ${kind} revoke ${created.id}\n`;
    }
    case 'revoke':
      if (!id) throw new CommandError(`which one? throughline ${kind} revoke ID`);
      await call('DELETE', `${path}/${encodeURIComponent(id)}`);
      return `Revoked. It stops working within seconds.\n`;
    default:
      throw new CommandError(
        `what to do with ${kind}? list, create or revoke (see throughline ${kind} --help)`,
      );
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        origin: { type: 'string', multiple: true },
        scope: { type: 'string' },
        server: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
        'read-token': { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

function table(secrets: Secret[]): string {
  if (secrets.length === 0) return 'There are none.\n';
  return secrets
    .map(({ id, prefix, name, scope, allowedOrigins = [], createdAt, revokedAt }) =>
      [
        id,
        `${prefix}…`,
        revokedAt ? `revoked ${revokedAt}` : 'in use',
        `made ${createdAt}`,
        ...(scope === undefined || scope === 'read' ? [] : [`for ${scope}`]),
        ...(allowedOrigins.length > 0 ? [allowedOrigins.join(' ')] : []),
        name,
      ].join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
