import childProcess, { ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import {
  type Context,
  context,
  defaultTextMapGetter,
  propagation,
  ROOT_CONTEXT,
  type TextMapPropagator,
} from '@opentelemetry/api';
import type { Carrier } from './headers.ts';

/**
 * Environment variables that carry the context into a child process, as OpenTelemetry's specification has them:
 * https://opentelemetry.io/docs/specs/otel/context/env-carriers/. The session id is in the baggage.
 */
const VARIABLES = { traceparent: 'TRACEPARENT', tracestate: 'TRACESTATE', baggage: 'BAGGAGE' } as const;

/** The context that the process which started this one put into `env`; the root context if it put none. */
export function contextFromEnvironment(env: NodeJS.ProcessEnv, propagator: TextMapPropagator): Context {
  const carrier: Carrier = {};
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const value = env[variable];
    if (value !== undefined) carrier[name] = value;
  }
  return propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
}

/** The variables that tell a child process of the current context; empty outside of one. */
export function environmentOfContext(): Record<string, string> {
  const carrier: Carrier = {};
  propagation.inject(context.active(), carrier);
  const variables: Record<string, string> = {};
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const value = carrier[name];
    if (typeof value === 'string') variables[variable] = value;
  }
  return variables;
}

interface Spawner {
  spawn(options: { envPairs?: string[] }): unknown;
}
type Synchronous = (...args: unknown[]) => unknown;
interface SpawnOptions {
  env?: NodeJS.ProcessEnv;
}

/**
 * From now on every child process that is started within a context is told of it, whichever function of
 * `node:child_process` starts it. Variables that the caller sets itself stay.
 */
export function carryIntoChildProcesses(): void {
  // Every asynchronous way comes down to this one.
  const spawner = ChildProcess.prototype as unknown as Spawner;
  const { spawn } = spawner;
  spawner.spawn = function (options) {
    const variables = environmentOfContext();
    if (Array.isArray(options?.envPairs) && Object.keys(variables).length > 0) {
      const env = Object.fromEntries(options.envPairs.map(splitPair));
      options.envPairs = Object.entries(withVariables(env, variables)).map(
        ([name, value]) => `${name}=${value}`,
      );
    }
    return spawn.call(this, options);
  };
  for (const name of ['spawnSync', 'execSync', 'execFileSync'] as const)
    Object.assign(childProcess, { [name]: telling(childProcess[name] as Synchronous) });
  syncBuiltinESMExports();
}

/** `original`, whose last argument is its options if it is an object, with the context in `options.env`. */
function telling(original: Synchronous): Synchronous {
  return function (this: unknown, ...args) {
    const variables = environmentOfContext();
    if (Object.keys(variables).length === 0) return original.apply(this, args);
    const last = args.at(-1);
    const options: SpawnOptions = isOptions(last) ? (args.pop() as SpawnOptions) : {};
    const env = withVariables(options.env ?? process.env, variables);
    return original.apply(this, [...args.filter((arg) => arg !== undefined), { ...options, env }]);
  };
}

/** What stands in `env` because this process was told it itself is older than `variables`; the rest is the caller's wish. */
function withVariables(env: NodeJS.ProcessEnv, variables: Record<string, string>): NodeJS.ProcessEnv {
  const wished = Object.entries(env).filter(
    ([name, value]) => !(name in variables) || value !== process.env[name],
  );
  return { ...variables, ...Object.fromEntries(wished) };
}

function splitPair(pair: string): [string, string] {
  // Windows has variables whose names begin with an equals sign.
  const equals = pair.indexOf('=', 1);
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

const isOptions = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
