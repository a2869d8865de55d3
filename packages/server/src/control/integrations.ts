import type { Integration, IntegrationTarget } from '@throughline/format';
import { and, asc, count, eq, ne } from 'drizzle-orm';
import { INTEGRATION_LIMITS } from '../limits.ts';
import type { Database } from './database.ts';
import { integrations } from './integrationTables.ts';
import type { SecretBox } from './secretBox.ts';
import { projects } from './tables.ts';

/** An integration that may not be kept as it is; the message says why. */
export class IntegrationError extends Error {
  override readonly name = 'IntegrationError';
}

export type IntegrationToKeep = IntegrationTarget & { name: string; secret: string };

/** What is to be changed; what is missing stays. */
export interface IntegrationChange {
  name?: string | undefined;
  target?: IntegrationTarget | undefined;
  secret?: string | undefined;
}

/** With the secret in the clear: for the one request that needs it, and never to be told. */
export type OpenIntegration = Integration & { project: string; secret: string };

/** The project's integrations by name, without their secrets. */
export async function listIntegrations(database: Database, project: string): Promise<Integration[]> {
  const rows = await database
    .select()
    .from(integrations)
    .where(eq(integrations.projectId, project))
    .orderBy(asc(integrations.name));
  return rows.map(told);
}

/** One with its secret. Throws if that does not open with the key of this server. */
export async function openIntegration(
  database: Database,
  secrets: SecretBox,
  project: string,
  id: string,
): Promise<OpenIntegration | undefined> {
  const row = await rowOf(database, project, id);
  return row && { ...told(row), project, secret: secrets.open(row.sealedSecret) };
}

/** Throws `IntegrationError`. */
export async function addIntegration(
  database: Database,
  secrets: SecretBox,
  project: string,
  { name, kind, configuration, secret }: IntegrationToKeep,
): Promise<Integration> {
  const known = await database.select({ id: projects.id }).from(projects).where(eq(projects.id, project));
  if (known.length === 0) throw new IntegrationError(`there is no project ${project}`);
  const [has] = await database
    .select({ integrations: count() })
    .from(integrations)
    .where(eq(integrations.projectId, project));
  if ((has?.integrations ?? 0) >= INTEGRATION_LIMITS.aProject)
    throw new IntegrationError(
      `a project keeps ${INTEGRATION_LIMITS.aProject} integrations at most; delete one first`,
    );
  await refuseTaken(database, project, name);
  const [row] = await database
    .insert(integrations)
    .values({ projectId: project, name, kind, configuration, sealedSecret: secrets.seal(secret) })
    .returning();
  if (!row) throw new Error('the database did not answer with the integration that it stored');
  return told(row);
}

/**
 * Changes one; `undefined` if there is none. Throws `IntegrationError`, also if it should go elsewhere with the secret that it
 * has: who cannot read a secret must not be able to have it sent to them.
 */
export async function changeIntegration(
  database: Database,
  secrets: SecretBox,
  { project, id }: { project: string; id: string },
  { name, target, secret }: IntegrationChange,
): Promise<Integration | undefined> {
  const row = await rowOf(database, project, id);
  if (!row) return undefined;
  if (target && target.kind !== row.kind)
    throw new IntegrationError(`it is of the kind ${row.kind}; add another one for ${target.kind}`);
  if (
    target &&
    secret === undefined &&
    destinationOf(target.configuration) !== destinationOf(row.configuration)
  )
    throw new IntegrationError('its secret is only for the address that it has; give the secret again');
  if (name !== undefined) await refuseTaken(database, project, name, id);
  const [changed] = await database
    .update(integrations)
    .set({
      ...(name !== undefined && { name }),
      ...(target && { configuration: target.configuration }),
      ...(secret !== undefined && { sealedSecret: secrets.seal(secret) }),
      changedAt: new Date(),
    })
    .where(eq(integrations.id, id))
    .returning();
  return changed && told(changed);
}

/** Whether the project had such an integration. What was filed by it stays known. */
export async function deleteIntegration(database: Database, project: string, id: string): Promise<boolean> {
  const deleted = await database
    .delete(integrations)
    .where(and(eq(integrations.projectId, project), eq(integrations.id, id)))
    .returning({ id: integrations.id });
  return deleted.length > 0;
}

async function rowOf(database: Database, project: string, id: string) {
  const [row] = await database
    .select()
    .from(integrations)
    .where(and(eq(integrations.projectId, project), eq(integrations.id, id)));
  return row;
}

async function refuseTaken(database: Database, project: string, name: string, but?: string): Promise<void> {
  const taken = await database
    .select({ id: integrations.id })
    .from(integrations)
    .where(
      and(
        eq(integrations.projectId, project),
        eq(integrations.name, name),
        ...(but === undefined ? [] : [ne(integrations.id, but)]),
      ),
    );
  if (taken.length > 0) throw new IntegrationError(`there is an integration named "${name}" already`);
}

/** Where requests with the secret go. */
function destinationOf(configuration: IntegrationTarget['configuration']): string {
  return 'url' in configuration ? new URL(configuration.url).origin : '';
}

function told(row: typeof integrations.$inferSelect): Integration {
  const { id, kind, name, configuration, createdAt, changedAt } = row;
  const target = { kind, configuration } as IntegrationTarget;
  return { id, name, ...target, createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString() };
}
