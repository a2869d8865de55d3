import type { Permission, Role } from './access.ts';

/** A person who may log in. */
export interface User {
  id: string;
  /** In lower case. */
  email: string;
  name: string;
  role: Role;
  /** The only projects that they see; `null`: all. */
  projects: string[] | null;
  hasPassword: boolean;
  /** ISO 8601, UTC. */
  createdAt: string;
  lastSeenAt: string | null;
  disabledAt: string | null;
}

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  projects: string[] | null;
  /** Name of who invited them. */
  invitedBy: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  expiresAt: string;
}

/** Who asks, as the server knows them, or how they can become known. */
export interface Account {
  /** `setup`: the server has no account yet; `out`: somebody must log in; `in`: they are. */
  state: 'setup' | 'out' | 'in';
  /** Who they are; `null` unless they are in. */
  who: {
    kind: 'machine' | 'operator' | 'token' | 'user' | 'link';
    id: string;
    name: string;
    /** Of a user. */
    email?: string;
    role?: Role;
    hasPassword?: boolean;
    permissions: Permission[];
    /** The only projects that they see; `null`: all. */
    projects: string[] | null;
  } | null;
  /** Name of the provider of single sign-on, if there is one. */
  singleSignOn: string | null;
}

/** Somebody who may be mentioned. */
export interface Person {
  id: string;
  name: string;
}

export interface AuditEntry {
  /** Grows with time. */
  id: number;
  /** ISO 8601, UTC. */
  at: string;
  askerKind: string;
  askerId: string;
  askerName: string;
  /** Network address. */
  address: string;
  /** Method and route, e.g. `DELETE /api/keys/:id`. */
  action: string;
  /** The same for people to read. */
  summary: string;
  project: string;
  /** What it was done to, e.g. a session's id. */
  target: string;
}

/** A project: recordings, keys and settings of its own. */
export interface Project {
  id: string;
  name: string;
  /** ISO 8601, UTC. */
  createdAt: string;
}
