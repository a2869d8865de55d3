import { parseArgs } from 'node:util';
import { DEFAULT_PORT } from '@throughline/format';
import { CommandError, callerOf, tokenFor } from './adminClient.ts';

export const QUARANTINE_COMMAND = 'quarantine';

export const QUARANTINE_HELP = `Usage: throughline quarantine list
       throughline quarantine retry [NAME]

Bodies that were acknowledged and that the engine could not read stand in the folder quarantine. After an upgrade, or when
they were mended by hand, retry tries to store one of them, or all.

  --server       address of the running server (default http://127.0.0.1:${DEFAULT_PORT})
  --read-token   the token that the server was started with (or THROUGHLINE_READ_TOKEN)
`;

interface Body {
  name: string;
  bytes: number;
  at: number;
  reason: string;
}

/** Runs `throughline quarantine …` against a running server; answers what to print. */
export async function runQuarantineCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { values, positionals } = parse(args);
  const [verb, name] = positionals;
  const call = callerOf(values.server, await tokenFor(values.server, values['read-token'], environment));
  switch (verb) {
    case 'list': {
      const { bodies } = (await call('GET', '/api/admin/quarantine')) as { bodies: Body[] };
      return bodies.length === 0 ? 'There is nothing in quarantine.\n' : bodies.map(line).join('');
    }
    case 'retry': {
      const chosen = name === undefined ? {} : { name };
      const { stored, left } = (await call('POST', '/api/admin/quarantine/retry', chosen)) as {
        stored: number;
        left: number;
      };
      return `${stored} stored, ${left} left in quarantine.\n`;
    }
    default:
      throw new CommandError('what to do? list or retry (see throughline quarantine --help)');
  }
}

function line({ name, bytes, at, reason }: Body): string {
  return `${name}  ${bytes} bytes  ${new Date(at).toISOString()}  ${reason.split('\n', 1)[0]}`
    .trimEnd()
    .concat('\n');
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        server: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
        'read-token': { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
