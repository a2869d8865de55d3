import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import {
  type Account,
  type AuditEntry,
  type Invitation,
  PATHS,
  type Permission,
  type Project,
  type Role,
  type User,
} from '@throughline/format';
import { getJson, requestJson } from './request.ts';

/** Who is asking, or how they can log in. */
export function accountQuery() {
  return queryOptions({
    queryKey: ['account'],
    queryFn: ({ signal }) => getJson<Account>('/account', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether the person may do this. Until that is known they may: the server has the last word. */
export function useMay(permission: Permission): boolean {
  const { data } = useQuery(accountQuery());
  return data?.who?.permissions.includes(permission) ?? true;
}

const post = (path: string, body?: unknown) => requestJson<void>('POST', `${PATHS.api}/account${path}`, body);

/** All throw `RequestError`, with the server's reason. */
export const logIn = (given: { email: string; password: string }) => post('/login', given);
export const logOut = () => post('/logout');
export const setUpServer = (given: { code: string; name: string; email: string; password: string }) =>
  post('/setup', given);
export const acceptInvitation = (given: { secret: string; name: string; password: string }) =>
  post('/invitation/accept', given);
export const changeAccount = (change: { name?: string; password?: { current: string; next: string } }) =>
  requestJson<void>('PATCH', `${PATHS.api}/account`, change);

/** Where a browser goes to log in elsewhere and come back to the page that is open. */
export function singleSignOnUrl(): string {
  const { pathname, search, hash } = window.location;
  return `${PATHS.api}/account/single-sign-on?to=${encodeURIComponent(pathname + search + hash)}`;
}

/** Whom a link invites; `null`: it is over, or none. */
export function invitationQuery(secret: string) {
  return queryOptions({
    queryKey: ['invitation', secret],
    queryFn: async () =>
      (await requestJson<Invitation | null>('POST', `${PATHS.api}/account/invitation`, { secret })) ?? null,
    retry: false,
  });
}

export function usersQuery() {
  return queryOptions({
    queryKey: ['users'],
    queryFn: async ({ signal }) => (await getJson<{ users: User[] }>('/users', {}, signal)).users,
  });
}

export function invitationsQuery() {
  return queryOptions({
    queryKey: ['invitations'],
    queryFn: async ({ signal }) =>
      (await getJson<{ invitations: Invitation[] }>('/invitations', {}, signal)).invitations,
  });
}

export function projectsQuery() {
  return queryOptions({
    queryKey: ['projects'],
    queryFn: async ({ signal }) => (await getJson<{ projects: Project[] }>('/projects', {}, signal)).projects,
    staleTime: 60_000,
  });
}

/** Entries of an answer of the audit log: fewer are its end. */
const AUDIT_PAGE = 200;

/** What was watched and changed, newest first; of `target` alone if it is given. */
export function auditPages(target: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['audit-log', target],
    queryFn: async ({ signal, pageParam }) =>
      (await getJson<{ entries: AuditEntry[] }>('/audit-log', { target, before: pageParam }, signal)).entries,
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length < AUDIT_PAGE ? undefined : page.at(-1)?.id),
  });
}

export const changeUser = (
  id: string,
  change: { role?: Role; projects?: string[] | null; disabled?: boolean },
) => requestJson<User>('PATCH', `${PATHS.api}/users/${encodeURIComponent(id)}`, change);

/** Answers the link by which they come in; it is told this once. */
export async function invite(given: {
  email: string;
  role: Role;
  projects: string[] | null;
}): Promise<string> {
  const made = await requestJson<{ secret: string }>('POST', `${PATHS.api}/invitations`, given);
  // In the fragment: no server's log gets to see it.
  return `${window.location.origin}/invitation#${made?.secret ?? ''}`;
}

export const revokeInvitation = (id: string) =>
  requestJson<void>('DELETE', `${PATHS.api}/invitations/${encodeURIComponent(id)}`);

export const createProject = (given: { id: string; name: string }) =>
  requestJson<Project>('POST', `${PATHS.api}/projects`, given);
