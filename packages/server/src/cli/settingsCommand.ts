import { parseArgs } from 'node:util';
import { DEFAULT_PORT, DEFAULT_PROJECT, type ProjectSettings } from '@throughline/format';
import { CommandError, callerOf, tokenFor } from './adminClient.ts';

export const SETTINGS_COMMAND = 'settings';

export const SETTINGS_HELP = `Usage: throughline settings show [--project NAME]
       throughline settings set [--sample-rate SHARE] [--floor N] [--hold-minutes N] [--privacy MODE] [--recording on|off]

How sessions of a project are recorded. SDKs learn of a change within seconds.

  --sample-rate    share of sessions that are kept without a reason, 0 to 1; those in which something fails always are
  --floor          sessions an hour that are kept whatever the rate
  --hold-minutes   how long what belongs to the others is held, in case something fails
  --privacy        inputs, text or strict: what pages mask at least
  --recording      off stops every SDK of the project
  --project        whose (default ${DEFAULT_PROJECT})
  --server         address of the running server (default http://127.0.0.1:${DEFAULT_PORT})
  --read-token     the token that the server was started with (or THROUGHLINE_READ_TOKEN)

Rules and selectors are set by PATCH /api/settings.
`;

/** Runs `throughline settings …` against a running server; answers what to print. */
export async function runSettingsCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { values, positionals } = parse(args);
  const call = callerOf(values.server, await tokenFor(values.server, values['read-token'], environment));
  const path = `/api/settings?${new URLSearchParams({ project: values.project })}`;
  switch (positionals[0]) {
    case 'show':
      return told((await call('GET', path)) as ProjectSettings);
    case 'set': {
      const sampling = {
        ...number('sample-rate', 'rate', values['sample-rate']),
        ...number('floor', 'floorPerHour', values.floor),
        ...number('hold-minutes', 'holdMinutes', values['hold-minutes']),
      };
      const change = {
        ...(Object.keys(sampling).length > 0 && { sampling }),
        ...(values.privacy !== undefined && { privacy: { mode: values.privacy } }),
        ...(values.recording !== undefined && { recording: isOn(values.recording) }),
      };
      if (Object.keys(change).length === 0)
        throw new CommandError('set what? (see throughline settings --help)');
      return told((await call('PATCH', path, change)) as ProjectSettings);
    }
    default:
      throw new CommandError('what to do? show or set (see throughline settings --help)');
  }
}

function number(flag: string, name: string, text: string | undefined): Record<string, number> {
  if (text === undefined) return {};
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new CommandError(`--${flag} must be a number, not "${text}"`);
  return { [name]: value };
}

function isOn(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new CommandError(`--recording must be on or off, not "${text}"`);
}

function told({ recording, sampling, privacy }: ProjectSettings): string {
  const { rate, floorPerHour, holdMinutes, rules } = sampling;
  const rows: [string, string][] = [
    ['recording', recording ? 'on' : 'off'],
    ['sample-rate', String(rate)],
    ['floor', `${floorPerHour} an hour`],
    ['hold-minutes', String(holdMinutes)],
    ...rules.map(({ page, user, attribute, rate: raised }): [string, string] => [
      'rule',
      [
        raised,
        page !== undefined && `on ${page}`,
        user !== undefined && `for ${user}`,
        attribute !== undefined && `where ${attribute.name} is ${attribute.value}`,
      ]
        .filter((part) => part !== false)
        .join(' '),
    ]),
    ['privacy', privacy.mode],
    ...privacy.maskSelectors.map((selector): [string, string] => ['mask', selector]),
    ...privacy.blockSelectors.map((selector): [string, string] => ['block', selector]),
  ];
  return rows.map(([name, value]) => `${name.padEnd(14)}${value}\n`).join('');
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        project: { type: 'string', default: DEFAULT_PROJECT },
        'sample-rate': text,
        floor: text,
        'hold-minutes': text,
        privacy: text,
        recording: text,
        server: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
        'read-token': text,
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
