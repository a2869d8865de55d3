/**
 * What one may do. Each route of the API names the one that it needs:
 * - `read`: see what was recorded, but for payloads;
 * - `payloads`: headers and bodies of requests and messages, too;
 * - `annotate`: write what stands beside a recording: notes, clips, collections, saved views;
 * - `share`: hand a recording on: share links, exports;
 * - `escalate`: file tickets and post messages;
 * - `operate`: begin incidents, set the states of issues, make alert rules;
 * - `source-maps`: upload, list and delete source maps;
 * - `administer`: people, keys, integrations, settings, retention, erasure, the audit log.
 */
export const PERMISSIONS = [
  'read',
  'payloads',
  'annotate',
  'share',
  'escalate',
  'operate',
  'source-maps',
  'administer',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Roles of people, the mightiest first. */
export const ROLES = ['admin', 'engineer', 'support', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What each role may do. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  admin: PERMISSIONS,
  engineer: ['read', 'payloads', 'annotate', 'share', 'escalate', 'operate', 'source-maps'],
  support: ['read', 'annotate', 'share', 'escalate'],
  viewer: ['read', 'payloads'],
};
