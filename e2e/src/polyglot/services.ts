import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckService } from '@throughline/example-checkout';
import { GO, JDK, MAVEN, PYTHON, type Tool } from './toolchains.ts';

/** One of the services in `examples/polyglot`: what it needs, how it is built and how it is run. */
export interface PolyglotService extends CheckService {
  language: string;
  tools: Tool[];
  /** Files and folders in `folder` that what is built depends on. */
  sources: string[];
  /** The folder in `folder` that building makes; ignored by git. */
  makes: string;
  /** Commands that build it, one after the other. */
  build: [command: string, ...args: string[]][];
  /** Variables for building, beside this process's own. */
  buildEnvironment: Record<string, string>;
}

const examples = fileURLToPath(new URL('../../../examples/polyglot/', import.meta.url));

/** In the order in which a check passes through them. */
export const SERVICES: PolyglotService[] = [
  {
    language: 'Java',
    name: 'fraud-java',
    tools: [JDK, MAVEN],
    folder: join(examples, 'java'),
    sources: ['pom.xml', 'src'],
    makes: 'target',
    build: [['mvn', '-q', '-B', 'process-classes']],
    buildEnvironment: { MAVEN_OPTS: `-XX:TieredStopAtLevel=1 ${process.env.MAVEN_OPTS ?? ''}` },
    command: 'java',
    args: [
      '-javaagent:target/opentelemetry-javaagent.jar',
      '-Dotel.javaagent.configuration-file=otel.properties',
      // It lives for seconds: no optimising compiler, and a small heap.
      ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx256m'],
      ...['-cp', 'target/classes:target/lib/*', 'shop.Fraud'],
    ],
  },
  {
    language: 'Python',
    name: 'fraud-python',
    tools: [PYTHON],
    folder: join(examples, 'python'),
    sources: ['requirements.txt'],
    makes: '.venv',
    build: [
      ['python3', '-m', 'venv', '--clear', '.venv'],
      ['.venv/bin/python', '-m', 'pip', 'install', '-q', '--no-input', '-r', 'requirements.txt'],
    ],
    buildEnvironment: { PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    command: join(examples, 'python/.venv/bin/python'),
    args: ['app.py'],
  },
  {
    language: 'Go',
    name: 'fraud-go',
    tools: [GO],
    folder: join(examples, 'go'),
    sources: ['go.mod', 'go.sum', 'main.go', 'telemetry.go', 'logging.go'],
    makes: 'bin',
    // Modules stay writable, so that a home folder made for one run can be removed.
    build: [['go', 'build', '-modcacherw', '-o', 'bin/fraud', '.']],
    // Without C, which this needs none of.
    buildEnvironment: { CGO_ENABLED: '0' },
    command: join(examples, 'go/bin/fraud'),
    args: [],
  },
];
