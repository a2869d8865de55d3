import { type Permission, ROLE_PERMISSIONS } from './access.ts';

/**
 * What a token opens: `read` all that was recorded, changing nothing; `source-maps` uploading and deleting these, nothing else;
 * `engineer` and `support` what people of that role may do.
 */
export const TOKEN_SCOPES = ['read', 'source-maps', 'engineer', 'support'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** What a token of each scope may do. */
export const SCOPE_PERMISSIONS: Readonly<Record<TokenScope, readonly Permission[]>> = {
  read: ['read', 'payloads'],
  'source-maps': ['source-maps'],
  engineer: ROLE_PERMISSIONS.engineer,
  support: ROLE_PERMISSIONS.support,
};
