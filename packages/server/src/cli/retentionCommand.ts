import { parseArgs } from 'node:util';
import {
  DEFAULT_PORT,
  DEFAULT_PROJECT,
  type ProjectRetention,
  RETENTION,
  RETENTION_KINDS,
  type RetentionList,
} from '@throughline/format';
import { CommandError, callerOf, tokenFor } from './adminClient.ts';

export const RETENTION_COMMAND = 'retention';

export const RETENTION_HELP = `Usage: throughline retention show
       throughline retention set [--project NAME] [--spans DAYS] [--logs DAYS] [--replay DAYS]

How long spans, logs and recordings are kept, in whole days from ${RETENTION.leastDays} to ${RETENTION.mostDays}, counted from their arrival.

  --project      whose (default ${DEFAULT_PROJECT})
  --server       address of the running server (default http://127.0.0.1:${DEFAULT_PORT})
  --read-token   the token that the server was started with (or THROUGHLINE_READ_TOKEN)
`;

/** Runs `throughline retention …` against a running server; answers what to print. */
export async function runRetentionCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { values, positionals } = parse(args);
  const call = callerOf(values.server, await tokenFor(values.server, values['read-token'], environment));
  switch (positionals[0]) {
    case 'show': {
      const { retention } = (await call('GET', '/api/retention')) as RetentionList;
      return retention.map(line).join('');
    }
    case 'set': {
      const days = RETENTION_KINDS.flatMap((kind) => {
        const text = values[kind];
        return text === undefined ? [] : [[kind, daysOf(kind, text)] as const];
      });
      if (days.length === 0) throw new CommandError('how long? give --spans, --logs or --replay in days');
      const body = { project: values.project, ...Object.fromEntries(days) };
      return line((await call('PUT', '/api/retention', body)) as ProjectRetention);
    }
    default:
      throw new CommandError('what to do? show or set (see throughline retention --help)');
  }
}

function daysOf(kind: string, text: string): number {
  const { leastDays, mostDays } = RETENTION;
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= leastDays && days <= mostDays) return days;
  throw new CommandError(
    `--${kind} must be a whole number of days from ${leastDays} to ${mostDays}, not "${text}"`,
  );
}

function line({ project, days }: ProjectRetention): string {
  return `${project}  ${RETENTION_KINDS.map((kind) => `${kind} ${days[kind]} days`).join('  ')}\n`;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        project: { type: 'string', default: DEFAULT_PROJECT },
        spans: { type: 'string' },
        logs: { type: 'string' },
        replay: { type: 'string' },
        server: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
        'read-token': { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
