import type { Span } from '@throughline/format';
import type { StoredResource, StoredScope } from '../store/tables/resource.ts';
import { readAttributes } from './values.ts';

/** Reads what a span and a log record have in common: the resource and the scope under which they were sent. */

export interface FromResourceRow {
  service: string;
  /** JSON of `StoredResource`. */
  resource: string;
  /** JSON of `StoredScope`. */
  scope: string;
}

export const FROM_RESOURCE_SQL = 'service, resource, scope';

type FromResource = Pick<
  Span,
  'service' | 'resource' | 'resourceDroppedAttributesCount' | 'resourceSchemaUrl' | 'scope'
>;

export function readFromResource(row: FromResourceRow): FromResource {
  const resource = JSON.parse(row.resource) as StoredResource;
  const scope = JSON.parse(row.scope) as StoredScope;
  const scopeAttributes = readAttributes(scope.texts, scope.kinds);
  return {
    service: row.service,
    resource: readAttributes(resource.texts, resource.kinds),
    ...present({
      resourceDroppedAttributesCount: resource.dropped,
      resourceSchemaUrl: resource.schemaUrl,
    }),
    scope: {
      name: scope.name,
      version: scope.version,
      ...(Object.keys(scopeAttributes).length > 0 && { attributes: scopeAttributes }),
      ...present({ droppedAttributesCount: scope.dropped, schemaUrl: scope.schemaUrl }),
    },
  };
}

/** Only the fields that are neither zero nor empty: as in OTLP/JSON, the others are left out. */
export function present<Fields extends Record<string, number | string | undefined>>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as ReturnType<
    typeof present<Fields>
  >;
}
