import { DatabaseError } from '../control/remoteDatabase.ts';
import { FolderInUseError } from '../folderLock.ts';
import { PortInUseError } from '../portInUse.ts';
import { type RunningServer, startServer } from '../server.ts';
import { helpText, readSettings, SettingsError } from '../settings.ts';
import { CommandError } from './adminClient.ts';
import { isKind, KEY_COMMANDS_HELP, runKeyCommand } from './keyCommands.ts';
import { QUARANTINE_COMMAND, QUARANTINE_HELP, runQuarantineCommand } from './quarantineCommand.ts';

/** Exit code for a wrong setting, by the custom of sysexits.h (EX_USAGE). */
const EXIT_USAGE = 64;

/** The `throughline` command: runs the server until it is told to stop, or administers one that runs. */
export async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const [command, ...rest] = args;
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(helpOf(command));
    return;
  }
  try {
    if (isKind(command)) {
      process.stdout.write(await runKeyCommand(command, rest, environment));
      return;
    }
    if (command === QUARANTINE_COMMAND) {
      process.stdout.write(await runQuarantineCommand(rest, environment));
      return;
    }
    const settings = readSettings(args, environment);
    const starting = startServer(settings);
    stopOnSignal(starting);
    const server = await starting;
    const grpc = server.grpcAddress === undefined ? '' : ` OTLP/gRPC on ${server.grpcAddress};`;
    process.stdout.write(`Throughline listens on ${server.url};${grpc} data in ${settings.data}\n`);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(error instanceof SettingsError || error instanceof CommandError ? EXIT_USAGE : 1);
  }
}

function helpOf(command: string | undefined): string {
  if (isKind(command)) return KEY_COMMANDS_HELP;
  return command === QUARANTINE_COMMAND ? QUARANTINE_HELP : helpText();
}

function explain(error: unknown): string {
  if (
    [SettingsError, CommandError, FolderInUseError, PortInUseError, DatabaseError].some(
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
