import { parseArgs } from 'node:util';
import { DEFAULT_PORT, DEFAULT_PROJECT, type Erasure } from '@throughline/format';
import { CommandError, callerOf, tokenFor } from './adminClient.ts';

export const ERASE_COMMAND = 'erase';

export const ERASE_HELP = `Usage: throughline erase session ID [--project NAME]
       throughline erase user USER_ID [--project NAME]

Deletes a session, or every session in which somebody was identified as USER_ID, from everything the server stores: recording,
logs and traces, what waits, what could not be read. It cannot be undone. The command returns when the bytes have left
the server's disk, which takes some ten seconds, and minutes where much is stored.

  --project      whose (default ${DEFAULT_PROJECT})
  --server       address of the running server (default http://127.0.0.1:${DEFAULT_PORT})
  --read-token   the token that the server was started with (or THROUGHLINE_READ_TOKEN)
`;

const PATHS: Record<string, string> = { session: '/api/sessions', user: '/api/users' };

/** Runs `throughline erase …` against a running server; answers what to print. */
export async function runEraseCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { values, positionals } = parse(args);
  const [what = '', id, ...more] = positionals;
  const path = PATHS[what];
  if (path === undefined)
    throw new CommandError('erase what? session or user (see throughline erase --help)');
  if (!id || more.length > 0) throw new CommandError(`which one? throughline erase ${what} ID`);
  const call = callerOf(values.server, await tokenFor(values.server, values['read-token'], environment));
  const query = new URLSearchParams({ project: values.project });
  const erased = (await call('DELETE', `${path}/${encodeURIComponent(id)}?${query}`)) as Erasure;
  return report(erased);
}

function report({ sessions, segments, spans, logs, quarantinedBodies }: Erasure): string {
  return (
    `Erased: ${sessions} sessions with ${segments} segments of recording, ${logs} logs and ${spans} spans; ` +
    `${quarantinedBodies} bodies in quarantine.\n`
  );
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        project: { type: 'string', default: DEFAULT_PROJECT },
        server: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
        'read-token': { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
