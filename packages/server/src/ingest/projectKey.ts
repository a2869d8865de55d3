import { PROJECT_KEY_HEADER } from '@throughline/format';
import { IngestError } from './ingestError.ts';

/** Where a request may carry its project's key; the first that is there counts. */
export interface KeyCarriers {
  /** `Bearer <key>`. */
  authorization: unknown;
  /** The header `x-throughline-key`. */
  header: unknown;
  /** The query parameter `key`: for browsers, whose request needs no preflight then. */
  query?: unknown;
}

/** The project that the request's key belongs to. Throws 401 if it has none that is known, 503 if nobody can tell. */
export async function projectOf(
  { authorization, header, query }: KeyCarriers,
  projectOfKey: (key: string | undefined) => Promise<string | undefined>,
): Promise<string> {
  const bearer = /^bearer (.+)$/i.exec(typeof authorization === 'string' ? authorization : '')?.[1]?.trim();
  const project = await projectOfKey(bearer ?? text(header) ?? text(query)).catch(() => {
    throw new IngestError(503, 'the server cannot check project keys now; try again later');
  });
  if (project !== undefined) return project;
  throw new IngestError(
    401,
    `unknown or missing project key; send it as "Authorization: Bearer <key>", "${PROJECT_KEY_HEADER}: <key>" or "?key=<key>"`,
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
