import {
  PERMISSIONS,
  type Permission,
  ROLE_PERMISSIONS,
  SCOPE_PERMISSIONS,
  type SharedView,
  type TokenScope,
  type User,
} from '@throughline/format';
import type { FastifyRequest } from 'fastify';

/** Who asks, and what they may. */
export interface Asker {
  /**
   * `machine`: whoever sits at this machine, where no log-in is asked for; `operator`: the token in the server's settings;
   * `token`: one that was made later; `user`: a person who logged in; `link`: whoever has a share link.
   */
  kind: 'machine' | 'operator' | 'token' | 'user' | 'link';
  /** Of the user, token or link; empty if it has none. */
  id: string;
  /** For people to read. */
  name: string;
  permissions: ReadonlySet<Permission>;
  /** The only projects that they see; `undefined`: all. */
  projects: ReadonlySet<string> | undefined;
  /** What a share link shows; nothing else is for them. */
  view?: SharedView;
}

const EVERYTHING: ReadonlySet<Permission> = new Set(PERMISSIONS);

/** Whoever runs the server: on its machine, or with the token of its settings. */
export function runner(kind: 'machine' | 'operator'): Asker {
  const name = kind === 'machine' ? 'this machine' : 'the operator';
  return { kind, id: '', name, permissions: EVERYTHING, projects: undefined };
}

/** A program with a token that was made later. */
export function askerOfToken({ id, name, scope }: { id: string; name: string; scope: TokenScope }): Asker {
  const permissions = new Set(SCOPE_PERMISSIONS[scope]);
  return { kind: 'token', id, name: `the token "${name}"`, permissions, projects: undefined };
}

/** Whoever has a share link. */
export function askerOfLink({ id, ...view }: SharedView & { id: string }): Asker {
  return {
    kind: 'link',
    id,
    name: `somebody with a link of ${view.madeBy}`,
    permissions: new Set<Permission>(view.payloads ? ['read', 'payloads'] : ['read']),
    projects: new Set([view.project]),
    view,
  };
}

/** A person; administrators see all projects. */
export function askerOfUser({ id, name, role, projects }: User): Asker {
  const permissions = new Set(ROLE_PERMISSIONS[role]);
  const limited = role === 'admin' || projects === null ? undefined : new Set(projects);
  return { kind: 'user', id, name, permissions, projects: limited };
}

const askers = new WeakMap<FastifyRequest, Asker>();

/** Only for the guard: says who asks. */
export function setAsker(request: FastifyRequest, asker: Asker): void {
  askers.set(request, asker);
}

/** Who asks, behind the guard; `undefined` only on public routes, of somebody unknown. */
export function knownAsker(request: FastifyRequest): Asker | undefined {
  return askers.get(request);
}

/** Who asks. Throws on a public route if nobody is known. */
export function askerOf(request: FastifyRequest): Asker & {
  may: (permission: Permission) => boolean;
  sees: (project: string) => boolean;
} {
  const asker = askers.get(request);
  if (!asker) throw new Error('nobody is known to ask; is the route public?');
  return {
    ...asker,
    may: (permission) => asker.permissions.has(permission),
    sees: (project) => mayEnter(asker, project),
  };
}

/** Whether they see `project`. */
export function mayEnter({ projects }: Asker, project: string): boolean {
  return projects === undefined || projects.has(project);
}
