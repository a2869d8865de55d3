import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import type { SourceMapList, StackPosition, SymbolicatedStack } from '@throughline/format';
import { parseStack } from '@throughline/model';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  removeFolder,
  SERVER_PROGRAM,
  type ServerProcess,
  startServerProcess,
  temporaryFolder,
} from './testing/serverProcess.ts';

/** From a build to its sources: a real minified bundle throws, and the real server tells where. */

const ADMINISTRATOR = 'a-read-token-given-in-the-settings';
const ORIGIN = 'https://shop.test';
const SOURCE = `type Cart = { items: { price: number }[] };

class Till {
  total(cart: Cart): number {
    if (cart.items.length === 0) {
      throw new RangeError(\`the cart of \${Date.now()} is empty\`);
    }
    return cart.items.reduce((sum, { price }) => sum + price, 0);
  }
}

export function checkout(cart: Cart): number {
  return new Till().total(cart) * 100;
}

checkout({ items: JSON.parse('[]') });
`;

let server: ServerProcess;
let folder: string;
/** Name of the script that was built, and the positions of the stack that it threw. */
let script: string;
let positions: StackPosition[];

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startServerProcess(await temporaryFolder(), ['--read-token', ADMINISTRATOR]);
  await writeFile(join(folder, 'checkout.ts'), SOURCE);
  await writeFile(join(folder, 'index.html'), '<script type="module" src="./checkout.ts"></script>');
  await build({
    root: folder,
    logLevel: 'silent',
    build: { sourcemap: 'hidden', minify: true, outDir: 'site' },
  });
  const [name] = (await readdir(join(folder, 'site/assets'))).filter((file) => file.endsWith('.js'));
  script = `${ORIGIN}/assets/${name}`;
  const stack = thrownBy(await readFile(join(folder, 'site/assets', String(name)), 'utf8'), script);
  positions = (parseStack(stack)[0]?.frames ?? []).flatMap(({ position }) =>
    position?.url === script ? [position] : [],
  );
});

afterAll(async () => {
  await server.stop();
  await Promise.all([removeFolder(server.data), removeFolder(folder)]);
});

function thrownBy(code: string, filename: string): string {
  try {
    runInNewContext(
      code,
      { document: { createElement: () => ({ relList: { supports: () => true } }) } },
      { filename },
    );
  } catch (error) {
    return String((error as Error).stack);
  }
  throw new Error('the script did not throw');
}

async function throughline(token: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [SERVER_PROGRAM, ...args, '--server', server.url],
    { env: { ...process.env, THROUGHLINE_READ_TOKEN: token } },
  );
  return stdout;
}

const ask = (method: string, path: string, token: string, body?: unknown) =>
  fetch(server.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && {
      body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body),
    }),
  });

async function symbolicate(release: string, asked = positions): Promise<SymbolicatedStack> {
  const answer = await ask('POST', '/api/stacks/symbolicate', ADMINISTRATOR, { release, positions: asked });
  expect(answer.status).toBe(200);
  return (await answer.json()) as SymbolicatedStack;
}

const upload = (url: string, body: unknown, token = ADMINISTRATOR) =>
  ask('POST', `/api/sourcemaps?${new URLSearchParams({ release: 'hostile', url })}`, token, body);

it('leads the stack of a minified bundle back to its source, by a token that may do nothing else', async () => {
  const made = await throughline(ADMINISTRATOR, 'tokens', 'create', '--name', 'ci', '--scope', 'source-maps');
  const token = made.split('\n')[0] ?? '';
  expect(token).toMatch(/^tls_/);
  expect(await throughline(ADMINISTRATOR, 'tokens', 'list')).toContain('for source-maps');
  expect(positions.length).toBeGreaterThan(1);
  expect((await symbolicate('1.4.0')).positions).toEqual(positions.map(() => null));

  const site = join(folder, 'site');
  const printed = await throughline(
    token,
    'sourcemaps',
    'upload',
    '--release',
    '1.4.0',
    '--url-prefix',
    ORIGIN,
    site,
  );
  expect(printed).toContain(`${script}  `);
  expect(printed).toContain('1 source map uploaded for release 1.4.0.');
  expect((await ask('GET', '/api/sessions', token)).status).toBe(403);
  expect((await ask('POST', '/api/stacks/symbolicate', token, { positions: [] })).status).toBe(403);
  expect((await ask('GET', '/api/keys', token)).status).toBe(403);

  const [thrown] = (await symbolicate('1.4.0')).positions;
  expect(thrown).toMatchObject({
    source: expect.stringMatching(/checkout\.ts$/),
    line: 6,
    functionName: 'Till.total',
  });
  expect(thrown?.context?.lines[6 - (thrown.context.firstLine ?? 0)]).toContain('throw new RangeError(');
  // Of another release the same address is another script.
  expect((await symbolicate('1.5.0')).positions).toEqual(positions.map(() => null));
});

it('for names with a hash any release does, by the path on any host', async () => {
  const site = join(folder, 'site');
  await throughline(ADMINISTRATOR, 'sourcemaps', 'upload', '--any-release', site);
  const elsewhere = positions.map((position) => ({
    ...position,
    url: `${position.url.replace(ORIGIN, 'http://localhost:8080')}?v=1`,
  }));
  expect((await symbolicate('9.9.9', elsewhere)).positions[0]).toMatchObject({ line: 6 });
});

it('lists and deletes, and gives the source maps to nobody', async () => {
  const listed = await throughline(ADMINISTRATOR, 'sourcemaps', 'list');
  expect(listed.trim().split('\n')).toHaveLength(2);
  const answer = await ask('GET', '/api/sourcemaps', ADMINISTRATOR);
  const text = await answer.text();
  expect(text).not.toContain('mappings');
  expect(text).not.toContain('RangeError');
  const { sourceMaps } = JSON.parse(text) as SourceMapList;
  for (const path of [`/api/sourcemaps/${sourceMaps[0]?.id}`, `${new URL(script).pathname}.map`]) {
    const given = await (await ask('GET', path, ADMINISTRATOR)).text();
    expect(given).not.toContain('RangeError');
    expect(given).not.toContain('mappings');
  }
  const made = await throughline(ADMINISTRATOR, 'tokens', 'create');
  const reader = made.split('\n')[0] ?? '';
  expect((await ask('GET', '/api/sourcemaps', reader)).status).toBe(403);
  expect(await throughline(ADMINISTRATOR, 'sourcemaps', 'delete', '--release', '1.4.0')).toBe(
    '1 source map deleted.\n',
  );
  const left = sourceMaps.find(({ release }) => release === '');
  await throughline(ADMINISTRATOR, 'sourcemaps', 'delete', String(left?.id));
  expect(await throughline(ADMINISTRATOR, 'sourcemaps', 'list')).toBe('There are none.\n');
  expect((await symbolicate('1.4.0')).positions[0]).toBeNull();
});

it('refuses hostile source maps with the reason, and goes on', async () => {
  const nested = `{"version":3,"sources":${'['.repeat(2_000_000)}`;
  const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '));
  const wide = JSON.stringify({ version: 3, sources: ['a'], names: [], mappings: ';'.repeat(3_500_000) });
  const refused: [Uint8Array, RegExp][] = [
    [Buffer.from('<html>not found</html>'), /not JSON/],
    [Buffer.from(nested), /cannot be used/],
    [bomb, /inflates to more than/],
    [gzipSync(`[${'{},'.repeat(20_000_000)}{}]`), /more than 2000000 values/],
    [gzipSync(wide), /more than 3000000 places/],
    [Buffer.from([0x1f, 0x8b, 1, 2, 3]), /not valid gzip/],
    [
      Buffer.from('{"version":3,"sources":["a"],"names":[],"mappings":"AEAA"}'),
      /leads out of the source map/,
    ],
  ];
  for (const [body, reason] of refused) {
    const answer = await upload('/assets/a.js', body);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: { message: string } }).error.message).toMatch(reason);
  }
  expect((await upload('/assets/a.js', Buffer.alloc(17 * 1024 * 1024))).status).toBe(413);
  expect((await upload('data:text/javascript,1', Buffer.from('{}'))).status).toBe(400);
  expect((await upload('/assets/a.js', Buffer.from('{}'), 'no-token')).status).toBe(401);
  const odd = {
    version: 3,
    sources: ['__proto__'],
    sourcesContent: ['x\n'],
    names: ['constructor'],
    mappings: 'AAAAA',
  };
  expect((await upload('/assets/a.js', odd)).status).toBe(201);
  const place = { url: 'https://x.test/assets/a.js', line: 1, column: 1 };
  expect((await symbolicate('hostile', [place])).positions[0]).toMatchObject({
    source: '__proto__',
    line: 1,
  });
});
