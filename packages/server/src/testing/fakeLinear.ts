import {
  type AskedRequest,
  type FakeAnswer,
  type FakeVendor,
  jsonBody,
  startFakeVendor,
} from './fakeVendor.ts';

/** For tests: a fake Linear, by its published GraphQL API (https://linear.app/developers/graphql), for what is asked of it here. */
export interface FakeLinear extends FakeVendor {
  issues: Map<string, { id: string; title: string; description: string; comments: string[] }>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function startFakeLinear(options: { key: string; teamId: string }): Promise<FakeLinear> {
  const { key, teamId } = options;
  const issues: FakeLinear['issues'] = new Map();
  const told = (identifier: string, id: string) => ({
    ...{ id, identifier },
    url: `https://linear.app/shop/issue/${identifier}/a-title`,
  });

  function answer(request: AskedRequest): FakeAnswer {
    if (request.method !== 'POST' || request.path !== '/graphql') return { status: 404, body: 'Not Found' };
    // A personal API key goes as it is; with a scheme it would be an OAuth token.
    if (request.headers.authorization !== key)
      return failed(400, 'Authentication required, not authenticated', 'AUTHENTICATION_ERROR');
    const { query, variables } = (jsonBody(request) ?? {}) as {
      query?: string;
      variables?: { input?: Record<string, unknown>; id?: string; team?: string };
    };
    if (typeof query !== 'string')
      return failed(400, 'GraphQL operations must contain a query', 'BAD_REQUEST');
    const { input = {}, id = '', team = '' } = variables ?? {};
    if (/issueCreate\(input: \$input\)/.test(query)) return create(input);
    if (/commentCreate\(input: \$input\)/.test(query)) return comment(input);
    if (/issue\(id: \$id\)/.test(query)) {
      const issue = issues.get(id);
      return issue
        ? { status: 200, body: { data: { issue: told(id, issue.id) } } }
        : failed(200, 'Entity not found: Issue', 'INPUT_ERROR');
    }
    if (/viewer/.test(query) && team === teamId)
      return { status: 200, body: { data: { viewer: { name: 'Ada' }, team: { name: 'The shop' } } } };
    return failed(200, 'Entity not found: Team', 'INPUT_ERROR');
  }

  function create({ teamId: team, title, description }: Record<string, unknown>): FakeAnswer {
    if (typeof team !== 'string' || !UUID.test(team))
      return failed(200, 'Argument Validation Error', 'INVALID_INPUT', 'teamId must be a UUID.');
    if (team !== teamId) return failed(200, 'Entity not found: Team', 'INPUT_ERROR');
    if (typeof title !== 'string' || title === '')
      return failed(200, 'Argument Validation Error', 'INVALID_INPUT', 'title must not be empty.');
    const number = issues.size + 1;
    const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    issues.set(`SHOP-${number}`, { id, title, description: String(description ?? ''), comments: [] });
    return {
      status: 200,
      body: { data: { issueCreate: { success: true, issue: told(`SHOP-${number}`, id) } } },
    };
  }

  function comment({ issueId, body }: Record<string, unknown>): FakeAnswer {
    const issue = [...issues.values()].find(({ id }) => id === issueId);
    if (!issue || typeof body !== 'string') return failed(200, 'Entity not found: Issue', 'INPUT_ERROR');
    issue.comments.push(body);
    return { status: 200, body: { data: { commentCreate: { success: true } } } };
  }

  return { ...(await startFakeVendor(answer)), issues };
}

const failed = (
  status: number,
  message: string,
  code: string,
  userPresentableMessage?: string,
): FakeAnswer => ({
  status,
  body: {
    errors: [{ message, extensions: { code, ...(userPresentableMessage && { userPresentableMessage }) } }],
  },
});
