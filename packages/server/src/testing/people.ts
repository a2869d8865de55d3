import type { Role } from '@throughline/format';

/** For tests: people with accounts on a server that runs, each with a browser's cookie. */

export const PASSWORD = 'a password for tests';

/** Asks the server as somebody. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Response>;

/** Asks as whoever has `cookie`, as the app of the server itself would. */
export function askAs(url: string, cookie: string): Ask {
  return (method, path, body) =>
    fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie !== '' && { cookie }),
        'sec-fetch-site': 'same-origin',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}

/** The cookie that an answer sets, as it is sent back. */
export function cookieOf(answer: Response): string {
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

/** Makes the administrator of a new server by the link that it printed; answers their cookie. */
export async function setUp(url: string, output: string): Promise<string> {
  const code = /\/setup#(\S+)/.exec(output)?.[1];
  const body = { code, name: 'Ada', email: 'ada@example.com', password: PASSWORD };
  const answer = await askAs(url, '')('POST', '/api/account/setup', body);
  if (answer.status !== 204) throw new Error(`set-up: ${answer.status} ${await answer.text()}`);
  return cookieOf(answer);
}

/** Invites somebody by the administrator's cookie, and accepts; answers theirs. */
export async function join(
  url: string,
  administrator: string,
  { name, role, projects = null }: { name: string; role: Role; projects?: string[] | null },
): Promise<string> {
  const email = `${name.toLowerCase()}@example.com`;
  const invited = await askAs(url, administrator)('POST', '/api/invitations', { email, role, projects });
  const { secret } = (await invited.json()) as { secret: string };
  const body = { secret, name, password: PASSWORD };
  const answer = await askAs(url, '')('POST', '/api/account/invitation/accept', body);
  if (answer.status !== 204) throw new Error(`invitation: ${answer.status} ${await answer.text()}`);
  return cookieOf(answer);
}
