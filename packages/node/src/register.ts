/**
 * `node --import @throughline/node/register app.js`: the whole set-up, by side effect. See the package's README for the
 * environment variables it reads.
 */
import { startSdk } from './sdk/start.ts';

try {
  await startSdk();
} catch (error) {
  // The application comes first: it runs without telemetry rather than not at all.
  process.emitWarning(
    `Throughline is off in this process: ${error instanceof Error ? error.message : error}`,
    'ThroughlineWarning',
  );
}
