import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { Session } from 'chdb';

/**
 * For tests only: ClickHouse's HTTP interface over chDB, as a program of its own. Every statement is run by the real
 * engine; what this adds is the protocol: statement in the URL or the body, `param_*`, settings, Basic authentication,
 * insert bodies (as they are, gzipped or by zstd), gzipped answers, and errors with their code.
 *
 * One thing differs from a ClickHouse server: chDB has no way to be handed an insert's body, so the body is put into a
 * file and `input('<columns>')` becomes `file(…)` of it. chDB analyses `input` at that place, but reads no rows from it.
 *
 * Given a configuration with clusters of this one process, it runs the schema of a cluster too. chDB refuses `ON CLUSTER`
 * (QUERY_IS_PROHIBITED: it starts no worker for it) and, unless the configuration names a ZooKeeper, Replicated tables
 * (NO_ZOOKEEPER), so those words are left out of what creates tables; Distributed tables and the queries over them are the
 * engine's own.
 *
 * Arguments: data folder, port, user, password, path of the configuration or nothing.
 */

const [folder = '', port = '0', user = 'default', password = '', configuration = ''] = process.argv.slice(2);

/** Parameters of the URL that are neither settings nor values of the statement. */
const NOT_SETTINGS = new Set(['query', 'query_id', 'database', 'session_id', 'default_format', 'role']);
/** Settings of the HTTP interface, which the engine itself does not know by `SET`. */
const OF_HTTP = new Set(['wait_end_of_query', 'enable_http_compression']);

const AUTHENTICATION_FAILED = 516;
/** Codes that ClickHouse answers with 404: UNKNOWN_TABLE, UNKNOWN_DATABASE, and their like. */
const NOT_FOUND = new Set([46, 47, 48, 60, 81]);

// Keeps the engine up while no request is under way.
const connectionArgs = configuration ? [`--config-file=${configuration}`] : [];
const hasZookeeper = configuration !== '' && (await readFile(configuration, 'utf8')).includes('<zookeeper>');
const keeper = new Session(join(folder, 'data'), { connectionArgs });

const server = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
  answer(request, response).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const code = Number(/Code: (\d+)\./.exec(message)?.[1] ?? 1002);
    const status = code === AUTHENTICATION_FAILED ? 403 : NOT_FOUND.has(code) ? 404 : 500;
    request.resume();
    response
      .writeHead(status, { 'x-clickhouse-exception-code': String(code), 'content-type': 'text/plain' })
      .end(`${message}\n`);
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fixture');
  if (pathname === '/ping') return void response.end('Ok.\n');
  authenticate(request.headers.authorization);
  const inUrl = searchParams.get('query');
  const statement = inUrl ?? (await textOf(request));
  const body = inUrl === null ? undefined : await bodyFile(request);
  const session = new Session(join(folder, 'data'), { connectionArgs });
  try {
    const database = searchParams.get('database') ?? 'default';
    await session.queryAsync(`USE \`${database}\``);
    const settings = settingsOf(searchParams);
    if (settings !== '') await session.queryAsync(`SET ${settings}`);
    const runnable = body
      ? overFile(statement, body.path, request.headers['content-encoding'])
      : onOneProcess(byOurId(statement));
    const result = await whileConnected(response, searchParams, session.queryAsync(runnable));
    send(request, response, searchParams, Buffer.from(result.bytes()));
  } finally {
    session.close();
    await body?.remove();
  }
}

/** chDB gives queries ids of its own; the one that the client gave is kept in a setting, which is listed with what runs. */
const ID = "Settings['log_comment']";

function byOurId(statement: string): string {
  return statement.replace(/^KILL QUERY WHERE query_id\b/, `KILL QUERY WHERE ${ID}`);
}

/** As ClickHouse does it: only what says that it reads only, and asks for it. */
function endsWithItsConnection(parameters: URLSearchParams): boolean {
  return (
    Number(parameters.get('readonly')) > 0 &&
    parameters.get('cancel_http_readonly_queries_on_client_close') === '1'
  );
}

/** How often is looked whether the client is still there, milliseconds. */
const LOOK_EVERY_MS = 50;

async function whileConnected<Result>(
  response: ServerResponse,
  parameters: URLSearchParams,
  running: Promise<Result>,
): Promise<Result> {
  const id = quote(parameters.get('query_id') ?? '');
  const look = setInterval(() => {
    if (response.closed && endsWithItsConnection(parameters))
      keeper.queryAsync(`KILL QUERY WHERE ${ID} = ${id} ASYNC`).catch(() => undefined);
  }, LOOK_EVERY_MS);
  return running.finally(() => clearInterval(look));
}

function authenticate(authorization: string | undefined): void {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  if (authorization !== expected)
    throw new Error(
      `Code: ${AUTHENTICATION_FAILED}. DB::Exception: Authentication failed. (AUTHENTICATION_FAILED)`,
    );
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function bodyFile(request: IncomingMessage) {
  const own = await mkdtemp(join(folder, 'body-'));
  const path = join(own, 'body');
  await pipeline(request, createWriteStream(path));
  return { path, remove: () => rm(own, { recursive: true }) };
}

/** `param_*` are values in the engine's own escaping, which `SET` undoes just as the HTTP interface does. */
function settingsOf(parameters: URLSearchParams): string {
  return [...parameters, ['log_comment', parameters.get('query_id') ?? ''] as const]
    .filter(([name]) => !NOT_SETTINGS.has(name) && !OF_HTTP.has(name))
    .map(([name, value]) => `${name} = ${quote(value)}`)
    .join(', ');
}

const INPUT = /input\('((?:[^'\\]|\\.)*)'\)/;
/** An insert of rows that are all in its body. */
const PLAIN_INSERT = /^INSERT INTO (\w+) \(([\w, ]+)\)(?=\s+FORMAT\s+\w+\s*$)/;
const FORMAT = /\s+FORMAT\s+(\w+)\s*$/;

/** Names of compressions in `file()`, by HTTP's content codings. */
const COMPRESSIONS: Record<string, string> = { gzip: 'gzip', zstd: 'zstd' };

function overFile(statement: string, path: string, coding = ''): string {
  const format = FORMAT.exec(statement)?.[1];
  if (format === undefined) return statement;
  const [insert, , columns] = PLAIN_INSERT.exec(statement) ?? [];
  if (insert)
    return `${insert} SELECT ${columns} FROM file(${quote(path)}, ${quote(format)}, 'auto', ${quote(COMPRESSIONS[coding] ?? 'none')})`;
  if (!INPUT.test(statement)) return statement;
  return statement
    .replace(FORMAT, '')
    .replace(INPUT, (_, columns: string) => `file(${quote(path)}, ${quote(format)}, '${columns}')`);
}

function onOneProcess(statement: string): string {
  if (!configuration || !/^(CREATE|ALTER) /.test(statement)) return statement;
  const here = statement.replace(/ ON CLUSTER \w+/, '');
  return hasZookeeper ? here : here.replace(/ENGINE = Replicated(\w*MergeTree)\([^)]*\)/, 'ENGINE = $1');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  parameters: URLSearchParams,
  text: Buffer,
): void {
  const gzip =
    parameters.get('enable_http_compression') === '1' &&
    String(request.headers['accept-encoding']).includes('gzip');
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'x-clickhouse-query-id': parameters.get('query_id') ?? '',
    ...(gzip && { 'content-encoding': 'gzip' }),
  });
  response.end(gzip ? gzipSync(text) : text);
}

server.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`listens on ${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => {
  server.close(() => {
    keeper.close();
    process.exit(0);
  });
  server.closeAllConnections();
});
