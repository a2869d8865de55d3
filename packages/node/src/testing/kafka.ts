import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian has no package of Kafka; Maven has it. The last version that speaks to clients as old as kafkajs. */
const VERSION = '3.9.1';

/** Longest that Maven may take to fetch its 46 MB, milliseconds. */
const FETCH_TIMEOUT_MS = 300_000;

/** Fetched once for the whole repository. */
const CACHE = fileURLToPath(new URL(`../../../../node_modules/.cache/kafka-${VERSION}`, import.meta.url));

/** A small heap, and no optimising compiler: the broker lives for seconds. */
const JAVA = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', join(CACHE, '*')];

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>throughline</groupId><artifactId>kafka-of-the-tests</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${VERSION}</version></dependency>
  </dependencies>
</project>`;

/** Makes sure that Kafka is here. `false`, and a word of why, where there is no Java or Maven, or nothing could be fetched. */
export async function ensureKafka(folder: string): Promise<boolean> {
  if (existsSync(CACHE)) return true;
  const missing = ['/usr/bin/java', '/usr/bin/mvn'].filter((path) => !existsSync(path));
  if (missing.length > 0) {
    console.warn(`left out, for want of ${missing.join(' and ')}: Kafka`);
    return false;
  }
  try {
    const fetched = join(folder, 'kafka');
    await writeFile(join(folder, 'pom.xml'), POM);
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
    await run('mvn', ['-q', '-B', goal, `-DoutputDirectory=${fetched}`], {
      cwd: folder,
      timeout: FETCH_TIMEOUT_MS,
    });
    await mkdir(join(CACHE, '..'), { recursive: true });
    // At once or not at all: a test that is stopped meanwhile leaves no half of it.
    await rename(fetched, CACHE).catch(async () => {
      await run('cp', ['-r', fetched, `${CACHE}.${process.pid}`]);
      await rename(`${CACHE}.${process.pid}`, CACHE);
    });
    return true;
  } catch (error) {
    console.warn(`left out, since Maven could not fetch it: Kafka (${error})`);
    return false;
  }
}

/** Makes a folder for one broker on `port`; gives back the arguments with which `java` runs it. */
export async function prepareKafka(folder: string, port: number, controllerPort: number): Promise<string[]> {
  const settings = join(folder, 'kafka.properties');
  await writeFile(
    settings,
    [
      'process.roles=broker,controller',
      'node.id=1',
      `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
      `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
      `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
      'controller.listener.names=CONTROLLER',
      'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      `log.dirs=${join(folder, 'kafka-data')}`,
      'offsets.topic.replication.factor=1',
      'offsets.topic.num.partitions=1',
      'group.initial.rebalance.delay.ms=0',
    ].join('\n'),
  );
  const cluster = Buffer.alloc(16, 1).toString('base64url');
  await run('java', [...JAVA, 'kafka.tools.StorageTool', 'format', '-t', cluster, '-c', settings]);
  return [...JAVA, 'kafka.Kafka', settings];
}
