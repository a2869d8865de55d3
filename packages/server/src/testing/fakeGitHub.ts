import {
  type AskedRequest,
  type FakeAnswer,
  type FakeVendor,
  jsonBody,
  startFakeVendor,
} from './fakeVendor.ts';

/** For tests: a fake GitHub, by its published REST API of issues (https://docs.github.com/en/rest/issues), version 2022-11-28. */
export interface FakeGitHub extends FakeVendor {
  issues: Map<number, { title: string; body: string; labels: string[]; comments: string[] }>;
}

const TITLE_CHARACTERS = 256;

export async function startFakeGitHub(options: { token: string; repository: string }): Promise<FakeGitHub> {
  const { token, repository } = options;
  const issues: FakeGitHub['issues'] = new Map();
  const page = (number: number) => `https://github.com/${repository}/issues/${number}`;

  function answer(request: AskedRequest): FakeAnswer {
    const { method, path, headers } = request;
    if (!headers['user-agent'])
      return { status: 403, body: { message: 'Request forbidden by administrative rules.' } };
    if (headers.authorization !== `Bearer ${token}`) return failed(401, 'Bad credentials');
    if (headers['x-github-api-version'] !== '2022-11-28') return failed(400, 'unsupported API version');
    const below = path.startsWith(`/repos/${repository}`)
      ? path.slice(`/repos/${repository}`.length)
      : undefined;
    if (below === undefined) return failed(404, 'Not Found');
    if (method === 'GET' && below === '')
      return { status: 200, body: { full_name: repository, has_issues: true } };
    const [, number = ''] = /^\/issues\/(\d+)\/comments$/.exec(below) ?? [];
    if (method !== 'POST' || (below !== '/issues' && number === '')) return failed(404, 'Not Found');
    const body = jsonBody(request);
    if (!body) return failed(400, 'Problems parsing JSON');
    if (number !== '') return comment(Number(number), body);
    const { title, body: text, labels = [] } = body as { title?: string; body?: string; labels?: string[] };
    if (typeof title !== 'string' || title === '' || title.length > TITLE_CHARACTERS) return invalid('title');
    const made = issues.size + 1;
    issues.set(made, { title, body: text ?? '', labels, comments: [] });
    return { status: 201, body: { id: made, number: made, html_url: page(made), title, state: 'open' } };
  }

  function comment(number: number, { body }: Record<string, unknown>): FakeAnswer {
    const issue = issues.get(number);
    if (!issue) return failed(404, 'Not Found');
    if (typeof body !== 'string' || body === '') return invalid('body');
    const id = issue.comments.push(body);
    return { status: 201, body: { id, html_url: `${page(number)}#issuecomment-${id}`, body } };
  }

  return { ...(await startFakeVendor(answer)), issues };
}

const failed = (status: number, message: string): FakeAnswer => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest' },
});

const invalid = (field: string): FakeAnswer => ({
  status: 422,
  body: { message: 'Validation Failed', errors: [{ resource: 'Issue', code: 'missing_field', field }] },
});
