import { parseArgs } from 'node:util';
import {
  DEFAULT_PORT,
  DEFAULT_PROJECT,
  INCIDENT_MINUTES_MOST,
  type Incident,
  type IncidentScope,
  PATHS,
  type TicketPost,
} from '@throughline/format';
import { CommandError, callerOf, tokenFor } from './adminClient.ts';

export const INCIDENT_COMMAND = 'incident';

export const INCIDENT_HELP = `Usage: throughline incident start [--minutes N] [--service NAME] [--route PATTERN] [--user ID] …
       throughline incident list [--project NAME]
       throughline incident end ID

While an incident lasts, front and back ends in its scope record more (payloads, debug logs) and keep every session. They learn
of it within seconds, and fall back by themselves when it ends. In patterns * stands for any characters.

  --minutes      how long, 1 to ${INCIDENT_MINUTES_MOST} (default 15)
  --service, --route, --transaction, --user, --release
                 what it is limited to; nothing given, nothing limited
  --ticket       key or URL of the ticket; a server with a --jira-url posts the sessions there
  --reason       why
  --by           who begins it (default: the name of the user who runs this)
  --project      whose (default ${DEFAULT_PROJECT})
  --server       address of the running server (default http://127.0.0.1:${DEFAULT_PORT})
  --read-token   the token that the server was started with (or THROUGHLINE_READ_TOKEN)
`;

const SCOPE = [
  'service',
  'route',
  'transaction',
  'user',
  'release',
] as const satisfies (keyof IncidentScope)[];

/** Runs `throughline incident …` against a running server; answers what to print. */
export async function runIncidentCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { values, positionals } = parse(args);
  const call = callerOf(values.server, await tokenFor(values.server, values['read-token'], environment));
  const { project = DEFAULT_PROJECT, ticket, reason } = values;
  switch (positionals[0]) {
    case 'start': {
      const scope = Object.fromEntries(SCOPE.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
      const query =
        values.minutes === undefined ? '' : `?${new URLSearchParams({ minutes: values.minutes })}`;
      const startedBy = values.by ?? environment.USER ?? '';
      const begun = (await call('POST', `${PATHS.incidentMode}${query}`, {
        project,
        scope,
        startedBy,
        ...(ticket !== undefined && { ticket }),
        ...(reason !== undefined && { reason }),
      })) as { id: string; incidentModeExpiresAt: number };
      return `${begun.id}\nIncident mode until ${new Date(begun.incidentModeExpiresAt).toISOString()}; end it by: throughline incident end ${begun.id}\n`;
    }
    case 'list': {
      const query =
        values.project === undefined ? '' : `?${new URLSearchParams({ project: values.project })}`;
      const { incidents } = (await call('GET', `${PATHS.incidentMode}${query}`)) as { incidents: Incident[] };
      return incidents.length === 0 ? 'There was no incident yet.\n' : incidents.map(line).join('');
    }
    case 'end': {
      const [, id] = positionals;
      if (!id) throw new CommandError('which one? throughline incident end ID');
      return line((await call('DELETE', `${PATHS.incidentMode}/${encodeURIComponent(id)}`)) as Incident);
    }
    default:
      throw new CommandError('what to do? start, list or end (see throughline incident --help)');
  }
}

function line(incident: Incident): string {
  const { id, project, scope, ticket, reason, startedBy, until, active, sessions } = incident;
  const limits = Object.entries(scope).map(([name, pattern]) => `${name}=${pattern}`);
  return `${[
    id,
    `${active ? 'until' : 'ended'} ${new Date(until).toISOString()}`,
    project,
    limits.join(' ') || 'everything',
    ...[
      ticket,
      ticketState(incident),
      reason,
      startedBy && `by ${startedBy}`,
      sessions === undefined ? '' : `${sessions} session${sessions === 1 ? '' : 's'}`,
    ].filter((text) => text !== ''),
  ].join('  ')}\n`;
}

function ticketState({ ticketPost }: Incident): string {
  if (!ticketPost) return '';
  const { posted, error } = ticketPost;
  return `(ticket: ${TICKET_STATES[posted]}${error ? `; ${error}` : ''})`;
}

const TICKET_STATES: Record<TicketPost['posted'], string> = {
  pending: 'not told yet',
  started: 'told of the start',
  ended: 'told of the end',
  failed: 'could not be told',
};

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        project: text,
        minutes: text,
        service: text,
        route: text,
        transaction: text,
        user: text,
        release: text,
        ticket: text,
        reason: text,
        by: text,
        server: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
        'read-token': text,
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
