import { BackupError } from '../backup/archive.ts';
import { DatabaseError } from '../control/databaseError.ts';
import { FolderInUseError } from '../folderLock.ts';
import { PortInUseError } from '../portInUse.ts';
import type { RunningServer } from '../server.ts';
import { helpText, readSettings, SettingsError } from '../settings.ts';
import { CommandError } from './adminClient.ts';
import { BACKUP_COMMAND, BACKUP_HELP, runBackupCommand } from './backupCommand.ts';
import { ERASE_COMMAND, ERASE_HELP, runEraseCommand } from './eraseCommand.ts';
import { INCIDENT_COMMAND, INCIDENT_HELP, runIncidentCommand } from './incidentCommand.ts';
import { KEY_COMMANDS_HELP, runKeyCommand } from './keyCommands.ts';
import { QUARANTINE_COMMAND, QUARANTINE_HELP, runQuarantineCommand } from './quarantineCommand.ts';
import { RESTORE_COMMAND, RESTORE_HELP, runRestoreCommand } from './restoreCommand.ts';
import { RETENTION_COMMAND, RETENTION_HELP, runRetentionCommand } from './retentionCommand.ts';
import { runSettingsCommand, SETTINGS_COMMAND, SETTINGS_HELP } from './settingsCommand.ts';
import { runSourceMapsCommand, SOURCE_MAPS_COMMAND, SOURCE_MAPS_HELP } from './sourceMapsCommand.ts';

/** Exit code for a wrong setting, by the custom of sysexits.h (EX_USAGE). */
const EXIT_USAGE = 64;

/** Commands that administer a server: each has a help and answers what to print. */
interface Command {
  help: string;
  run: (args: string[], environment: NodeJS.ProcessEnv) => Promise<string>;
}

const COMMANDS: Record<string, Command> = {
  keys: { help: KEY_COMMANDS_HELP, run: (...given) => runKeyCommand('keys', ...given) },
  tokens: { help: KEY_COMMANDS_HELP, run: (...given) => runKeyCommand('tokens', ...given) },
  [QUARANTINE_COMMAND]: { help: QUARANTINE_HELP, run: runQuarantineCommand },
  [RETENTION_COMMAND]: { help: RETENTION_HELP, run: runRetentionCommand },
  [INCIDENT_COMMAND]: { help: INCIDENT_HELP, run: runIncidentCommand },
  [SETTINGS_COMMAND]: { help: SETTINGS_HELP, run: runSettingsCommand },
  [SOURCE_MAPS_COMMAND]: { help: SOURCE_MAPS_HELP, run: runSourceMapsCommand },
  [ERASE_COMMAND]: { help: ERASE_HELP, run: runEraseCommand },
  [BACKUP_COMMAND]: { help: BACKUP_HELP, run: runBackupCommand },
  [RESTORE_COMMAND]: { help: RESTORE_HELP, run: runRestoreCommand },
};

/** The `throughline` command: runs the server until it is told to stop, or administers one that runs. */
export async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const [word = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(command?.help ?? helpText());
    return;
  }
  try {
    if (command) {
      process.stdout.write(await command.run(rest, environment));
      return;
    }
    const settings = readSettings(args, environment);
    // Not at the top: with its engines it takes most of a second to load, which no other command has to wait for.
    const starting = import('../server.ts').then(({ startServer }) => startServer(settings));
    stopOnSignal(starting);
    const server = await starting;
    if (server.setupUrl)
      process.stdout.write(`Nobody has an account yet: make yours at ${server.setupUrl}\n`);
    const grpc = server.grpcAddress === undefined ? '' : ` OTLP/gRPC on ${server.grpcAddress};`;
    process.stdout.write(`Throughline listens on ${server.url};${grpc} data in ${settings.data}\n`);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(error instanceof SettingsError || error instanceof CommandError ? EXIT_USAGE : 1);
  }
}

function explain(error: unknown): string {
  if (
    [SettingsError, CommandError, BackupError, FolderInUseError, PortInUseError, DatabaseError].some(
      (known) => error instanceof known,
    )
  )
    return `throughline: ${(error as Error).message}`;
  return `throughline: could not start: ${(error as Error)?.message ?? String(error)}`;
}

/** From the beginning: as the first process of a container, it would otherwise not hear a signal while it starts. */
function stopOnSignal(starting: Promise<RunningServer>): void {
  let stopping = false;
  const onSignal = () => {
    // A second signal means that somebody is tired of waiting. What is in the spool is loaded at the next start.
    if (stopping) process.exit(1);
    stopping = true;
    starting.then(stopAndExit, () => undefined);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

async function stopAndExit(server: RunningServer): Promise<void> {
  try {
    await server.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`throughline: could not stop cleanly: ${String(error)}\n`);
    process.exit(1);
  }
}
