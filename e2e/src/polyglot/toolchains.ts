import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Longest that a tool may take to tell its version, milliseconds. */
const ANSWER_TIMEOUT_MS = 30_000;

/** A tool that a language's service is built or run with. */
export interface Tool {
  /** What is missing where it is not found, for people. */
  name: string;
  /** Prints its version on either stream, or fails. */
  ask: [command: string, ...args: string[]];
  /** Finds major and minor in what is printed. */
  version: RegExp;
  /** The oldest that will do. */
  atLeast: [major: number, minor: number];
}

export const JDK: Tool = {
  name: 'a JDK (java and javac) from 17 on',
  ask: ['javac', '-version'],
  version: /^javac (\d+)(?:\.(\d+))?/m,
  atLeast: [17, 0],
};

export const MAVEN: Tool = {
  name: 'Maven (mvn) from 3.6 on',
  ask: ['mvn', '-version'],
  version: /Apache Maven (\d+)\.(\d+)/,
  atLeast: [3, 6],
};

export const PYTHON: Tool = {
  name: 'python3 from 3.10 on, with venv and pip',
  ask: ['python3', '-c', 'import ensurepip, sys, venv; print("Python", sys.version)'],
  version: /^Python (\d+)\.(\d+)/m,
  atLeast: [3, 10],
};

export const GO: Tool = {
  name: 'go from 1.26 on',
  ask: ['go', 'version'],
  version: /go(\d+)\.(\d+)/,
  atLeast: [1, 26],
};

/** Names of those tools that are not here, or too old, for a process with `environment`. */
export async function missing(tools: Tool[], environment: NodeJS.ProcessEnv): Promise<string[]> {
  const found = await Promise.all(tools.map((tool) => isHere(tool, environment)));
  return tools.filter((_, index) => !found[index]).map(({ name }) => name);
}

async function isHere({ ask, version, atLeast }: Tool, env: NodeJS.ProcessEnv): Promise<boolean> {
  const [command, ...args] = ask;
  const answer = await run(command, args, { env, timeout: ANSWER_TIMEOUT_MS }).catch(() => undefined);
  const [, major, minor = 0] = version.exec(`${answer?.stdout}\n${answer?.stderr}`) ?? [];
  if (major === undefined) return false;
  return Number(major) > atLeast[0] || (Number(major) === atLeast[0] && Number(minor) >= atLeast[1]);
}
