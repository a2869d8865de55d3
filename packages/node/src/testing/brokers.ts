import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePrograms, programPath } from './debianPackages.ts';
import { ensureKafka, prepareKafka } from './kafka.ts';

/** Longest that a broker may take until it listens, milliseconds: RabbitMQ on a busy machine. */
const START_TIMEOUT_MS = 90_000;

/** The brokers that are running; `env` names them to the applications of `apps/hops`. */
export interface Brokers {
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts those of Redis, NATS, RabbitMQ and Kafka that are here or can be installed, on free ports and folders of their own. */
export async function startBrokers(): Promise<Brokers> {
  const missing = await ensurePrograms({
    'redis-server': 'redis-server',
    'nats-server': 'nats-server',
    'rabbitmq-server': 'rabbitmq-server',
  });
  const folder = await mkdtemp(join(tmpdir(), 'throughline-brokers-'));
  const processes: ChildProcess[] = [];
  const start = (program: string, args: string[], env: Record<string, string> = {}) => {
    const child = spawn(programPath(program) ?? program, args, {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', HOME: folder, ...env },
      stdio: 'ignore',
      // A group of its own: RabbitMQ is a shell script that starts Erlang.
      detached: true,
    });
    processes.push(child);
    return child;
  };
  const env: Record<string, string> = {};
  const [redis, nats, amqp, distribution, epmd, kafka, controller] = await freePorts();
  const starting: Promise<void>[] = [];
  if (!missing.has('redis-server')) {
    const broker = start('redis-server', [
      ...['--port', `${redis}`, '--bind', '127.0.0.1'],
      ...['--save', '', '--appendonly', 'no'],
    ]);
    env.REDIS_PORT = `${redis}`;
    starting.push(listening(redis, broker));
  }
  if (!missing.has('nats-server')) {
    const broker = start('nats-server', ['--addr', '127.0.0.1', '--port', `${nats}`]);
    env.NATS_URL = `nats://127.0.0.1:${nats}`;
    starting.push(listening(nats, broker));
  }
  if (!missing.has('rabbitmq-server')) {
    await writeFile(join(folder, 'plugins'), '[].');
    await writeFile(join(folder, 'rabbitmq.conf'), `listeners.tcp.1 = 127.0.0.1:${amqp}\n`);
    // Erlang's port mapper in the foreground: the one that RabbitMQ starts would outlive it.
    start('epmd', ['-port', `${epmd}`, '-address', '127.0.0.1']);
    const broker = start('rabbitmq-server', [], {
      RABBITMQ_NODENAME: `throughline-${process.pid}@localhost`,
      RABBITMQ_DIST_PORT: `${distribution}`,
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
      RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_PID_FILE: join(folder, 'pid'),
      ERL_EPMD_PORT: `${epmd}`,
    });
    env.AMQP_URL = `amqp://127.0.0.1:${amqp}`;
    starting.push(listening(amqp, broker));
  }
  if (await ensureKafka(folder)) {
    const broker = start('java', await prepareKafka(folder, kafka, controller));
    env.KAFKA_BROKER = `127.0.0.1:${kafka}`;
    starting.push(listening(kafka, broker));
  }
  const stop = async () => {
    await Promise.all(processes.map(end));
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await Promise.all(starting);
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}

type Ports = [number, number, number, number, number, number, number];

async function freePorts(): Promise<Ports> {
  const servers = Array.from({ length: 7 }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports as Ports;
}

/** Waits until `broker` listens on `port`. */
async function listening(port: number, broker: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (broker.exitCode !== null) throw new Error(`${broker.spawnfile} ended with ${broker.exitCode}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.unref();
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing listens on port ${port} after ${START_TIMEOUT_MS} ms`);
}
