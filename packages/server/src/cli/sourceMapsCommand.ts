import { parseArgs } from 'node:util';
import {
  DEFAULT_PORT,
  DEFAULT_PROJECT,
  type SourceMapList,
  type SourceMapSummary,
} from '@throughline/format';
import { CommandError, callerOf } from './adminClient.ts';
import { findSourceMaps } from './sourceMapFiles.ts';
import { uploadSourceMap } from './uploadSourceMap.ts';

export const SOURCE_MAPS_COMMAND = 'sourcemaps';

export const SOURCE_MAPS_HELP = `Usage: throughline sourcemaps upload --release NAME [--url-prefix PREFIX] FOLDER
       throughline sourcemaps list [--release NAME]
       throughline sourcemaps delete --release NAME | ID

With the source maps of a release, stacks of its minified scripts are shown in the sources. upload takes every .map file of a
folder and its folders. The server keeps them until they are deleted, and gives them to nobody.

  --release      the release, as records say it (service.version; the SDK's option "release")
  --any-release  instead: for all releases, where the name of every script carries a hash of its content
  --url-prefix   where the folder is served: https://shop.example/assets, or /assets on any host (default /)
  --project      project (default ${DEFAULT_PROJECT})
  --server       address of the running server (default http://127.0.0.1:${DEFAULT_PORT})
  --read-token   the token that the server was started with, or one of the scope source-maps (or THROUGHLINE_READ_TOKEN)
`;

/** Runs `throughline sourcemaps …` against a running server; answers what to print. */
export async function runSourceMapsCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { values, positionals } = parse(args);
  const [verb, operand] = positionals;
  const token = values['read-token'] ?? environment.THROUGHLINE_READ_TOKEN;
  const call = callerOf(values.server, token);
  const release = releaseOf(values);
  const { project } = values;
  switch (verb) {
    case 'upload': {
      if (operand === undefined)
        throw new CommandError('which folder? throughline sourcemaps upload … FOLDER');
      if (release === undefined)
        throw new CommandError('of which release? --release NAME, or --any-release if names carry a hash');
      const files = await findSourceMaps(operand);
      if (files.length === 0)
        throw new CommandError(`there is no .map file in ${operand}: have the bundler write source maps`);
      const lines: string[] = [];
      for (const { path, script } of files) {
        const url = `${values['url-prefix'].replace(/\/*$/, '/')}${script}`;
        const stored = await uploadSourceMap(values.server, token, { project, release, url }, path);
        lines.push(`${stored.url}  ${stored.bytes} bytes\n`);
      }
      return `${lines.join('')}${counted(files.length)} uploaded for ${nameOf(release)}.\n`;
    }
    case 'list': {
      const query = queryOf({ project, release });
      const { sourceMaps } = (await call('GET', `/api/sourcemaps?${query}`)) as SourceMapList;
      return sourceMaps.length === 0 ? 'There are none.\n' : sourceMaps.map(line).join('');
    }
    case 'delete': {
      if (operand !== undefined) {
        await call('DELETE', `/api/sourcemaps/${encodeURIComponent(operand)}`);
        return 'Deleted.\n';
      }
      if (release === undefined)
        throw new CommandError('which? throughline sourcemaps delete --release NAME, or ID');
      const answer = await call('DELETE', `/api/sourcemaps?${queryOf({ project, release })}`);
      return `${counted((answer as { deleted: number }).deleted)} deleted.\n`;
    }
    default:
      throw new CommandError('what to do? upload, list or delete (see throughline sourcemaps --help)');
  }
}

function releaseOf(values: { release?: string; 'any-release'?: boolean }): string | undefined {
  if (values['any-release'] && values.release !== undefined)
    throw new CommandError('give --release or --any-release, not both');
  if (values.release?.trim() === '') throw new CommandError('--release needs a name');
  return values['any-release'] ? '' : values.release;
}

function queryOf({ project, release }: { project: string; release: string | undefined }): URLSearchParams {
  return new URLSearchParams({ project, ...(release !== undefined && { release }) });
}

const counted = (count: number) => `${count} source map${count === 1 ? '' : 's'}`;
const nameOf = (release: string) => (release === '' ? 'any release' : `release ${release}`);

function line({ id, release, url, bytes, uploadedAt }: SourceMapSummary): string {
  return `${id}  ${nameOf(release)}  ${url}  ${bytes} bytes  uploaded ${uploadedAt}\n`;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        release: { type: 'string' },
        'any-release': { type: 'boolean' },
        'url-prefix': { type: 'string', default: '/' },
        project: { type: 'string', default: DEFAULT_PROJECT },
        server: { type: 'string', default: `http://127.0.0.1:${DEFAULT_PORT}` },
        'read-token': { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}
